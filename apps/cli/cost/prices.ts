/** A published price in US dollars: so much for so many units, beyond what is included every month. */
export interface Price {
  readonly dollars: number;
  readonly per: number;
  readonly included: number;
  readonly source: string;
}

/** When the price pages were last read. The lines marked "recalled" were not found again that day: check them first. */
export const READ_ON = '2026-11-26';

const CLOUDFLARE = 'developers.cloudflare.com';

/** Where FLRTS runs now. */
export const NOW = {
  plan: { dollars: 5, per: 1, included: 0, source: `${CLOUDFLARE}/workers/platform/pricing` },
  requests: { dollars: 0.3, per: 1e6, included: 10e6, source: `${CLOUDFLARE}/workers/platform/pricing` },
  workerCpuMs: { dollars: 0.02, per: 1e6, included: 30e6, source: `${CLOUDFLARE}/workers/platform/pricing` },
  memoryGibSeconds: { dollars: 0.0000025, per: 1, included: 25 * 3600, source: `${CLOUDFLARE}/containers/pricing` },
  cpuSeconds: { dollars: 0.00002, per: 1, included: 375 * 60, source: `${CLOUDFLARE}/containers/pricing` },
  diskGbSeconds: { dollars: 0.00000007, per: 1, included: 200 * 3600, source: `${CLOUDFLARE}/containers/pricing` },
  egressGb: { dollars: 0.025, per: 1, included: 1000, source: `${CLOUDFLARE}/containers/pricing` },
  objectGbSeconds: {
    dollars: 12.5,
    per: 1e6,
    included: 400_000,
    source: `${CLOUDFLARE}/durable-objects/platform/pricing`,
  },
  kvReads: { dollars: 0.5, per: 1e6, included: 10e6, source: `${CLOUDFLARE}/kv/platform/pricing` },
  kvWrites: { dollars: 5, per: 1e6, included: 1e6, source: `${CLOUDFLARE}/kv/platform/pricing` },
  r2Gb: { dollars: 0.015, per: 1, included: 10, source: `${CLOUDFLARE}/r2/pricing` },
  r2Writes: { dollars: 4.5, per: 1e6, included: 1e6, source: `${CLOUDFLARE}/r2/pricing` },
  r2Reads: { dollars: 0.36, per: 1e6, included: 10e6, source: `${CLOUDFLARE}/r2/pricing` },
  queriedDimensions: {
    dollars: 0.01,
    per: 1e6,
    included: 50e6,
    source: `${CLOUDFLARE}/vectorize/platform/pricing`,
  },
  storedDimensions: {
    dollars: 0.05,
    per: 100e6,
    included: 10e6,
    source: `${CLOUDFLARE}/vectorize/platform/pricing`,
  },
} as const satisfies Record<string, Price>;

/** The set of providers before: FastAPI on Render, Redis and vectors at Upstash, files on S3. */
export const BEFORE = {
  redisCommands: { dollars: 0.2, per: 100_000, included: 0, source: 'upstash.com/docs/redis/overall/billing' },
  vectorRequests: { dollars: 0.4, per: 100_000, included: 0, source: 'upstash.com/pricing/vector, recalled' },
  s3Gb: { dollars: 0.023, per: 1, included: 0, source: 'aws.amazon.com/s3/pricing' },
  s3Writes: { dollars: 0.005, per: 1000, included: 0, source: 'aws.amazon.com/s3/pricing, recalled' },
  s3Reads: { dollars: 0.0004, per: 1000, included: 0, source: 'aws.amazon.com/s3/pricing, recalled' },
  s3EgressGb: { dollars: 0.09, per: 1, included: 100, source: 'aws.amazon.com/s3/pricing, recalled' },
} as const satisfies Record<string, Price>;

/** Instances of Cloudflare's containers. */
export const INSTANCES = {
  basic: { vcpu: 0.25, memoryGib: 1, diskGb: 4 },
  'standard-1': { vcpu: 0.5, memoryGib: 4, diskGb: 8 },
} as const;

/** Render's web services, dollars a month; starter and standard were found, pro is recalled (render.com/pricing). */
export const RENDER = { starter: 7, standard: 25, pro: 85 } as const;
