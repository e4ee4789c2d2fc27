/** What a person does in a month, and what it takes. Guesses to be replaced by your own figures. */
export const HABITS = {
  workingDays: 22,
  messagesPerDay: 12,
  /** Opening the page, lists, reports: everything over REST. */
  requestsPerDay: 40,
  photosPerDay: 2,
  photoMb: 0.8,
  photosAreKeptMonths: 12,
  /** Of those kept, seen again in a month. */
  photoViewsPerDay: 4,
  searchesPerDay: 3,
  /** Remembered for search: messages and reports of a year. */
  memoriesPerDay: 4,
  dimensions: 1536,
  answerKb: 6,
} as const;

/** What the product takes: npm run bench asks for 250 commands a second on two cores, so at most 8 ms of one each. */
export const PRODUCT = {
  cpuMsPerRequest: 8,
  workerCpuMsPerRequest: 2,
  idleShareOfCore: 0.01,
  kvReadsPerMessage: 1,
} as const;

/** What the set of before took of its services for one message: window, locks, de-duplication, limits, cache. */
export const FORMER = { redisCommandsPerMessage: 25, redisCommandsPerRequest: 4, vectorRequestsPerMessage: 2 } as const;

const CRON_CALLS = 60 * 24 * 30.4;

/** The quantities of a month. */
export interface Usage {
  readonly messages: number;
  readonly requests: number;
  readonly workerRequests: number;
  readonly photosMade: number;
  readonly photoViews: number;
  readonly storedGb: number;
  readonly egressGb: number;
  readonly searches: number;
  readonly vectors: number;
  readonly newVectors: number;
}

/** So many people, a year after they began. */
export function usageOf(people: number): Usage {
  const days = people * HABITS.workingDays;
  const messages = days * HABITS.messagesPerDay;
  const requests = days * HABITS.requestsPerDay + messages;
  const photosMade = days * HABITS.photosPerDay;
  const photoViews = days * HABITS.photoViewsPerDay;
  const newVectors = days * HABITS.memoriesPerDay;
  return {
    messages,
    requests,
    workerRequests: requests + CRON_CALLS,
    photosMade,
    photoViews,
    storedGb: (photosMade * HABITS.photosAreKeptMonths * HABITS.photoMb) / 1000,
    egressGb: (photoViews * HABITS.photoMb) / 1000 + (requests * HABITS.answerKb) / 1e6,
    searches: days * HABITS.searchesPerDay,
    vectors: newVectors * 12,
    newVectors,
  };
}
