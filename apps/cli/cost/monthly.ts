import { BEFORE, INSTANCES, NOW, type Price, RENDER } from './prices.ts';
import { FORMER, HABITS, PRODUCT, type Usage, usageOf } from './usage.ts';

const HOURS = 730;
/** A Durable Object is billed as 128 MB while it is in memory, as it is while its container runs. */
const OBJECT_GB = 0.125;

/** How it is run. */
export interface Setup {
  readonly people: number;
  readonly instance: keyof typeof INSTANCES;
  /** The container sleeps the rest of the month. */
  readonly awakeHours: number;
  readonly render: keyof typeof RENDER;
}

/** Dollars a month, part by part. */
export type Bill = Readonly<Record<string, number>>;

/** What is usual for so many people: never asleep, and twice the machine from 200 people on. */
export function setupFor(people: number, changes: Partial<Setup> = {}): Setup {
  const big = people >= 200;
  return {
    people,
    instance: big ? 'standard-1' : 'basic',
    awakeHours: HOURS,
    render: big ? 'pro' : 'standard',
    ...changes,
  };
}

export function now({ people, instance, awakeHours }: Setup): Bill {
  const usage = usageOf(people);
  const { memoryGib, diskGb } = INSTANCES[instance];
  const seconds = awakeHours * 3600;
  const cpu = (usage.requests * PRODUCT.cpuMsPerRequest) / 1000 + seconds * PRODUCT.idleShareOfCore;
  return {
    'Workers plan': NOW.plan.dollars,
    'Worker requests and CPU':
      cost(usage.workerRequests, NOW.requests) +
      cost(usage.workerRequests * PRODUCT.workerCpuMsPerRequest, NOW.workerCpuMs),
    [`Container (${instance})`]:
      cost(seconds * memoryGib, NOW.memoryGibSeconds) +
      cost(seconds * diskGb, NOW.diskGbSeconds) +
      cost(cpu, NOW.cpuSeconds) +
      cost(usage.egressGb, NOW.egressGb),
    'Durable Object': cost(seconds * OBJECT_GB, NOW.objectGbSeconds),
    'KV (cache)': cost(usage.messages * PRODUCT.kvReadsPerMessage, NOW.kvReads) + cost(usage.messages, NOW.kvWrites),
    'R2 (media)':
      cost(usage.storedGb, NOW.r2Gb) + cost(usage.photosMade, NOW.r2Writes) + cost(usage.photoViews, NOW.r2Reads),
    'Vectorize (search)':
      cost((usage.searches + usage.vectors) * HABITS.dimensions, NOW.queriedDimensions) +
      cost(usage.vectors * HABITS.dimensions, NOW.storedDimensions),
  };
}

export function before({ people, render }: Setup): Bill {
  const usage: Usage = usageOf(people);
  const { redisCommandsPerMessage, redisCommandsPerRequest, vectorRequestsPerMessage } = FORMER;
  return {
    [`Render (${render})`]: RENDER[render],
    'Upstash Redis': cost(
      usage.messages * redisCommandsPerMessage + usage.requests * redisCommandsPerRequest,
      BEFORE.redisCommands,
    ),
    'Upstash Vector': cost(
      usage.messages * vectorRequestsPerMessage + usage.searches + usage.newVectors,
      BEFORE.vectorRequests,
    ),
    'S3 (media)':
      cost(usage.storedGb, BEFORE.s3Gb) +
      cost(usage.photosMade, BEFORE.s3Writes) +
      cost(usage.photoViews, BEFORE.s3Reads) +
      cost(usage.egressGb, BEFORE.s3EgressGb),
  };
}

export function total(bill: Bill): number {
  return Object.values(bill).reduce((sum, one) => sum + one, 0);
}

/** Only what is beyond the included quantity is paid for. */
export function cost(quantity: number, { dollars, per, included }: Price): number {
  return (Math.max(0, quantity - included) / per) * dollars;
}
