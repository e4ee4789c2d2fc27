/** Why Telegram does not do what it was asked, in its own words. */
export class Refusal extends Error {
  readonly code: number;
  readonly parameters: { readonly retry_after?: number; readonly migrate_to_chat_id?: number } | undefined;

  constructor(code: number, description: string, parameters?: Refusal['parameters']) {
    super(description);
    this.code = code;
    this.parameters = parameters;
  }
}

export function badRequest(what: string): Refusal {
  return new Refusal(400, `Bad Request: ${what}`);
}

export function forbidden(what: string): Refusal {
  return new Refusal(403, `Forbidden: ${what}`);
}

export function conflict(what: string): Refusal {
  return new Refusal(409, `Conflict: ${what}`);
}

export function tooMany(seconds: number): Refusal {
  return new Refusal(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds });
}

export function upgraded(to: number): Refusal {
  return new Refusal(400, 'Bad Request: group chat was upgraded to a supergroup chat', { migrate_to_chat_id: to });
}
