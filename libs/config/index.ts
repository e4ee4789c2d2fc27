export { ConfigModule } from './config.module.ts';
export { readSettings, SETTING_NAMES, Settings, type TelegramSettings } from './settings.ts';
