import type { Bindings } from './bindings.ts';

/** A host that exists inside the container only: what is asked there is answered by this Worker's bindings. */
export const VIRTUAL_HOST = 'cf.internal';

/** The product's settings that may be set as vars or secrets of this Worker; PORT and the like are the image's own. */
export const PASSED_ON = [
  'LOG_LEVEL',
  'PUBLIC_URL',
  'DEFAULT_TIME_ZONE',
  'ADMIN_API_KEY',
  'ALLOW_EMBEDDED',
  'SUPABASE_URL',
  'SUPABASE_KEY',
  'CLOUDFLARE_ACCOUNT_ID',
  'CLOUDFLARE_API_TOKEN',
  'CLOUDFLARE_BASE_URL',
  'CLOUDFLARE_KV_NAMESPACE_ID',
  'CLOUDFLARE_R2_BUCKET',
  'CLOUDFLARE_R2_ACCESS_KEY',
  'CLOUDFLARE_R2_SECRET_KEY',
  'CLOUDFLARE_VECTORIZE_INDEX',
  'TELEGRAM_BOT_TOKEN',
  'TELEGRAM_WEBHOOK_SECRET',
  'TELEGRAM_API_ROOT',
  'TELEGRAM_ADMIN_IDS',
  'OPENAI_API_KEY',
  'OPENAI_BASE_URL',
  'OPENAI_MODEL',
  'OPENAI_EMBEDDING_MODEL',
  'OPENAI_TRANSCRIPTION_MODEL',
  'NEO4J_URI',
  'NEO4J_USERNAME',
  'NEO4J_PASSWORD',
  'MEM0_API_KEY',
  'MEM0_HOST',
] as const;

/** Those of them that are set. */
export type PassedOn = { readonly [name in (typeof PASSED_ON)[number]]?: string };

/** Bindings are not looked up by name: there is one of each. */
const BOUND = 'bound';

/**
 * The environment the container is started with: what is bound is used, what is set is passed on. Links are signed with
 * the bucket's own name, so with an access key none is made up: the product says that it is missing.
 */
export function containerEnvironment(env: PassedOn & Bindings): Record<string, string> {
  const { KV, MEDIA, INDEX, CLOUDFLARE_R2_ACCESS_KEY: signs } = env;
  return {
    ...((KV || MEDIA || INDEX) && { CLOUDFLARE_BASE_URL: `http://${VIRTUAL_HOST}/client/v4` }),
    ...(KV && { CLOUDFLARE_KV_NAMESPACE_ID: BOUND }),
    ...(MEDIA && !signs && { CLOUDFLARE_R2_BUCKET: BOUND }),
    ...(INDEX && { CLOUDFLARE_VECTORIZE_INDEX: BOUND }),
    ...Object.fromEntries(PASSED_ON.flatMap((name) => (env[name] ? [[name, env[name]]] : []))),
  };
}
