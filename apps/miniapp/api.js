const KEPT = 'flrts.key';

/** Why a request came to nothing: `kind` is unreachable, key, busy or refused. */
export class ApiError extends Error {
  constructor(kind, message) {
    super(message);
    this.kind = kind;
  }
}

/** The key this browser keeps. */
export const keptKey = {
  get: () => localStorage.getItem(KEPT) ?? undefined,
  set: (key) => localStorage.setItem(KEPT, key),
  forget: () => localStorage.removeItem(KEPT),
};

/** The HTTP API with one key. */
export class Api {
  #key;

  constructor(key) {
    this.#key = key;
  }

  /** What was said before, oldest first. */
  async conversation() {
    const query = new URLSearchParams({ person: 'me', source: 'rest', limit: 40, timeZone: timeZone() });
    const { items } = await this.#ask('GET', `/v1/messages?${query}`);
    return items.toReversed();
  }

  /** Says something; the same `id` again is the same message. */
  say(id, text) {
    return this.#ask('POST', '/v1/messages', { text, timeZone: timeZone() }, { 'idempotency-key': id });
  }

  /** What was said without being asked, after the notice with this id. */
  async notices(after) {
    const { items } = await this.#ask('GET', `/v1/notices${after ? `?after=${after}` : ''}`);
    return items;
  }

  async records() {
    const [open, done, lists, reminders, reports] = await Promise.all([
      this.#ask('GET', '/v1/tasks?status=open&limit=100'),
      this.#ask('GET', '/v1/tasks?status=done&limit=10'),
      this.#ask('GET', '/v1/lists?limit=50'),
      this.#ask('GET', '/v1/reminders?status=pending&limit=50'),
      this.#ask('GET', '/v1/reports?limit=20'),
    ]);
    return {
      tasks: [...open.items, ...done.items],
      lists: lists.items,
      reminders: reminders.items,
      reports: reports.items,
    };
  }

  setDone(taskId, done) {
    return this.#ask('POST', `/v1/tasks/${taskId}/${done ? 'complete' : 'reopen'}`);
  }

  setChecked(listId, itemId, checked) {
    return this.#ask('PATCH', `/v1/lists/${listId}/items/${itemId}`, { checked });
  }

  async #ask(method, path, body, headers = {}) {
    const response = await fetch(path, {
      method,
      headers: {
        authorization: `Bearer ${this.#key}`,
        ...(body && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(20_000),
    }).catch(() => {
      throw new ApiError('unreachable', 'FLRTS cannot be reached.');
    });
    const answer = await response.json().catch(() => ({}));
    if (response.ok) return answer;
    throw new ApiError(kindOf(response.status), answer.detail ?? `The server answered ${response.status}.`);
  }
}

/** Where words about time are meant: here. */
function timeZone() {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Whether the server answers at all. */
export async function isAlive() {
  return fetch('/health/live', { signal: AbortSignal.timeout(5000) }).then(
    ({ ok }) => ok,
    () => false,
  );
}

function kindOf(status) {
  if (status === 401) return 'key';
  return status === 503 || status === 409 || status === 502 || status === 504 ? 'busy' : 'refused';
}
