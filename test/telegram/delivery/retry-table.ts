const MAX_RESEND_SECONDS = 60;
const MAX_RETRY_AFTER_SECONDS = 3600;

/** How an update has fared so far. */
export interface Patience {
  readonly delaySeconds: number;
  readonly fails: number;
}

export const FRESH: Patience = { delaySeconds: 1, fails: 0 };

/** WebhookActor::on_update_error: at once, then 2, 4, 8 … seconds up to 60–120; `Retry-After` counts up to an hour. */
export function afterFailure(
  { delaySeconds, fails }: Patience,
  retryAfterSeconds: number,
  random: () => number,
): Patience & { readonly waitSeconds: number } {
  const asked = Math.min(Math.max(retryAfterSeconds, 0), MAX_RETRY_AFTER_SECONDS);
  if (asked > 0 || fails === 0) return { delaySeconds, fails: fails + 1, waitSeconds: asked };
  const longest = MAX_RESEND_SECONDS + Math.floor(random() * (MAX_RESEND_SECONDS + 1));
  const delay = Math.min(longest, delaySeconds * 2);
  return { delaySeconds: delay, fails: fails + 1, waitSeconds: delay };
}
