/** Where the value of each setting comes from, for somebody who does not have it yet. */
export const SOURCES = {
  ADMIN_API_KEY: 'the key of an admin, printed once by the first start, or POST /v1/keys',
  CLOUDFLARE_ACCOUNT_ID: 'Cloudflare dashboard, Account home, the menu beside the account’s name: Copy account ID',
  CLOUDFLARE_API_TOKEN:
    'Cloudflare dashboard, My Profile, API Tokens: Workers Scripts, Containers, KV, R2 and Vectorize, each with Edit',
  CLOUDFLARE_KV_NAMESPACE_ID: 'npm run provision prints it',
  CLOUDFLARE_R2_BUCKET: 'npm run provision prints it',
  CLOUDFLARE_VECTORIZE_INDEX: 'npm run provision prints it',
  PUBLIC_URL: 'the address people reach FLRTS by, for example https://flrts.example',
  SUPABASE_URL: 'Supabase dashboard, Project settings, Data API: URL',
  SUPABASE_KEY: 'Supabase dashboard, Project settings, API keys: a secret key',
  SUPABASE_DB_URL: 'Supabase dashboard, Connect: Session pooler (or Direct connection), with the database’s password',
  TELEGRAM_BOT_TOKEN: '@BotFather in Telegram, /token',
  TELEGRAM_WEBHOOK_SECRET: 'make one up: 32 letters and digits or more, for example from openssl rand -hex 32',
} as const satisfies Readonly<Record<string, string>>;

export type SettingName = keyof typeof SOURCES;
