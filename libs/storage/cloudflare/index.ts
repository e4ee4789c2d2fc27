export type { CloudflareAccess } from './access.ts';
export { CloudflareApi } from './api.cloudflare.ts';
export type { CloudflareSdk } from './sdk.cloudflare.ts';
export { codesOf } from './codes.ts';
