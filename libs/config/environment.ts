import { Transform } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsTimeZone,
  IsUrl,
  Matches,
  Max,
  Min,
  MinLength,
} from 'class-validator';

const url = { require_tld: false, require_protocol: true, protocols: ['http', 'https'] };
const yes = ['true', '1', 'yes', true];

/** The environment, variable by variable: what may be set, and what a value must look like. */
export class Environment {
  @IsOptional()
  @Transform(({ value }) => Number(value))
  @IsInt()
  @Min(0)
  @Max(65535)
  PORT = 8000;

  @IsOptional()
  @IsString()
  @IsNotEmpty()
  HOST?: string;

  @IsOptional()
  @IsIn(['development', 'test', 'production'])
  NODE_ENV: 'development' | 'test' | 'production' = 'development';

  @IsOptional()
  @IsString()
  @IsNotEmpty()
  DATA_DIR = '.data';

  @IsOptional()
  @IsIn(['silent', 'error', 'warn', 'info', 'debug'])
  LOG_LEVEL: 'silent' | 'error' | 'warn' | 'info' | 'debug' = 'info';

  @IsOptional()
  @IsUrl(url)
  PUBLIC_URL?: string;

  @IsOptional()
  @IsTimeZone()
  DEFAULT_TIME_ZONE?: string;

  @IsOptional()
  @IsString()
  @MinLength(16)
  @Matches(/^[\x21-\x7e]+$/, { message: 'ADMIN_API_KEY must be printable ASCII without spaces' })
  ADMIN_API_KEY?: string;

  // obj[key], because implicit conversion would turn the string 'false' into true before `value` is seen
  @IsOptional()
  @Transform(({ obj, key }) => yes.includes((obj as Record<string, string | boolean>)[key] ?? ''))
  @IsBoolean()
  ALLOW_EMBEDDED = false;

  @IsOptional()
  @IsUrl(url)
  SUPABASE_URL?: string;

  @IsOptional()
  @IsString()
  @IsNotEmpty()
  SUPABASE_KEY?: string;

  /** For `npm run migrate` only; the product itself never connects to it. */
  @IsOptional()
  @Matches(/^postgres(ql)?:\/\//, { message: 'SUPABASE_DB_URL must be a connection string: postgresql://…' })
  SUPABASE_DB_URL?: string;

  @IsOptional()
  @Matches(/^[\w-]+$/, { message: 'CLOUDFLARE_ACCOUNT_ID must be an account id, as the dashboard shows it' })
  CLOUDFLARE_ACCOUNT_ID?: string;

  @IsOptional()
  @Matches(/^[\x21-\x7e]+$/, { message: 'CLOUDFLARE_API_TOKEN must be printable ASCII without spaces' })
  CLOUDFLARE_API_TOKEN?: string;

  @IsOptional()
  @IsUrl(url)
  CLOUDFLARE_BASE_URL?: string;

  @IsOptional()
  @Matches(/^[\w-]+$/, { message: 'CLOUDFLARE_KV_NAMESPACE_ID must be the id of a namespace, not its title' })
  CLOUDFLARE_KV_NAMESPACE_ID?: string;

  @IsOptional()
  @Matches(/^[a-z\d][a-z\d-]{1,61}[a-z\d]$/, { message: 'CLOUDFLARE_R2_BUCKET must be the name of a bucket' })
  CLOUDFLARE_R2_BUCKET?: string;

  @IsOptional()
  @IsString()
  @IsNotEmpty()
  CLOUDFLARE_R2_ACCESS_KEY?: string;

  @IsOptional()
  @IsString()
  @IsNotEmpty()
  CLOUDFLARE_R2_SECRET_KEY?: string;

  @IsOptional()
  @Matches(/^[\w-]{1,64}$/, { message: 'CLOUDFLARE_VECTORIZE_INDEX must be the name of an index' })
  CLOUDFLARE_VECTORIZE_INDEX?: string;

  @IsOptional()
  @Matches(/^\d+:[\w-]{3,}$/, { message: 'TELEGRAM_BOT_TOKEN must look like 123456:ABC-DEF, as @BotFather gives it' })
  TELEGRAM_BOT_TOKEN?: string;

  @IsOptional()
  @Matches(/^[\w-]{1,256}(,[\w-]{1,256})?$/, {
    message: 'TELEGRAM_WEBHOOK_SECRET must be 1 to 256 of A-Z a-z 0-9 _ -, or two of them separated by a comma',
  })
  TELEGRAM_WEBHOOK_SECRET?: string;

  @IsOptional()
  @IsIn(['webhook', 'polling'])
  TELEGRAM_MODE: 'webhook' | 'polling' = 'webhook';

  @IsOptional()
  @IsUrl(url)
  TELEGRAM_API_ROOT = 'https://api.telegram.org';

  @IsOptional()
  @Matches(/^\s*\d+(\s*,\s*\d+)*\s*$/, {
    message: 'TELEGRAM_ADMIN_IDS must be numeric Telegram ids, separated by commas',
  })
  TELEGRAM_ADMIN_IDS?: string;
}
