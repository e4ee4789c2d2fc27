export { ConfigModule } from './config.module.ts';
export type { CloudflareSettings, R2Keys } from './cloudflare.ts';
export { readSettings, SETTING_NAMES, Settings, type TelegramSettings } from './settings.ts';
