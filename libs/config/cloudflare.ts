import type { Environment } from './environment.ts';
import { missing } from './missing.ts';

/** Cloudflare as configured: how its API is reached, and which of its services are used. */
export interface CloudflareSettings {
  readonly accountId: string;
  /** Undefined where the API is answered by the Worker around us, which asks for none. */
  readonly apiToken: string | undefined;
  readonly baseUrl: string | undefined;
  readonly kvNamespaceId: string | undefined;
  readonly r2: { readonly bucket: string; readonly keys: R2Keys | undefined } | undefined;
  readonly vectorizeIndex: string | undefined;
}

/** The S3 credentials of a bucket, for presigned URLs. */
export interface R2Keys {
  readonly accessKey: string;
  readonly secretKey: string;
}

/** One of them at least has to be named to use Cloudflare. */
export const SERVICES = 'CLOUDFLARE_KV_NAMESPACE_ID, CLOUDFLARE_R2_BUCKET or CLOUDFLARE_VECTORIZE_INDEX';
const CLOUDFLARE_API = 'api.cloudflare.com';
/** The Worker does not look at it. */
const ANY_ACCOUNT = 'any';

/**
 * Undefined when no service of Cloudflare's is named: an account and a token alone are what wrangler and our own commands
 * need, and a developer's shell may have them. Throws `invalid` naming what is missing.
 */
export function cloudflareOf(environment: Environment): CloudflareSettings | undefined {
  const {
    CLOUDFLARE_ACCOUNT_ID: accountId,
    CLOUDFLARE_API_TOKEN: apiToken,
    CLOUDFLARE_BASE_URL: baseUrl,
    CLOUDFLARE_KV_NAMESPACE_ID: kvNamespaceId,
    CLOUDFLARE_R2_BUCKET: bucket,
    CLOUDFLARE_VECTORIZE_INDEX: vectorizeIndex,
  } = environment;
  const keys = keysOf(environment);
  const [service] = [
    kvNamespaceId && 'CLOUDFLARE_KV_NAMESPACE_ID',
    bucket && 'CLOUDFLARE_R2_BUCKET',
    vectorizeIndex && 'CLOUDFLARE_VECTORIZE_INDEX',
  ].filter(Boolean);
  if (keys && !bucket) throw missing('CLOUDFLARE_R2_BUCKET', 'CLOUDFLARE_R2_ACCESS_KEY');
  if (!service) {
    if (!baseUrl) return undefined;
    throw missing(SERVICES, 'CLOUDFLARE_BASE_URL');
  }
  const direct = !baseUrl || new URL(baseUrl).hostname === CLOUDFLARE_API;
  if (!apiToken && direct) {
    throw missing('CLOUDFLARE_API_TOKEN', service, ' (or a CLOUDFLARE_BASE_URL that asks for none)');
  }
  if (!accountId && (direct || keys))
    throw missing('CLOUDFLARE_ACCOUNT_ID', direct ? service : 'CLOUDFLARE_R2_ACCESS_KEY');
  return {
    accountId: accountId ?? ANY_ACCOUNT,
    apiToken,
    baseUrl,
    kvNamespaceId,
    r2: bucket ? { bucket, keys } : undefined,
    vectorizeIndex,
  };
}

function keysOf(environment: Environment): R2Keys | undefined {
  const { CLOUDFLARE_R2_ACCESS_KEY: accessKey, CLOUDFLARE_R2_SECRET_KEY: secretKey } = environment;
  if (accessKey && secretKey) return { accessKey, secretKey };
  if (accessKey) throw missing('CLOUDFLARE_R2_SECRET_KEY', 'CLOUDFLARE_R2_ACCESS_KEY');
  if (secretKey) throw missing('CLOUDFLARE_R2_ACCESS_KEY', 'CLOUDFLARE_R2_SECRET_KEY');
  return undefined;
}
