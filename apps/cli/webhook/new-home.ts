import { Stop } from '../cli.ts';

const PATIENCE_MS = 30_000;
const SECRET = 'x-telegram-bot-api-secret-token';

/** Makes sure that an address takes Telegram's updates before Telegram sends any; nothing is stored by it. */
export async function checkHome(url: string, secret: string): Promise<string> {
  const health = await ask(new URL('/health', url).href);
  if (health.status !== 200) throw new Stop(`Nothing moved: ${url} answers ${health.status} to /health`);
  const { status, version, build } = JSON.parse(health.body) as { status: string; version: string; build?: string }; // as /health documents it
  if (status === 'error') throw new Stop(`Nothing moved: ${url} says that its records cannot be reached`);
  await expectAnswer(url, { without: 401 }, 'without a secret: it must refuse (401)');
  await expectAnswer(url, { secret, without: 400 }, 'with TELEGRAM_WEBHOOK_SECRET: it knows another');
  return `${version}${build ? ` (${build})` : ''}, ${status}`;
}

async function expectAnswer(url: string, ask_: { secret?: string; without: number }, why: string): Promise<void> {
  const { status } = await ask(url, { [SECRET]: ask_.secret });
  if (status !== ask_.without) throw new Stop(`Nothing moved: ${url} answers ${status} to an empty update ${why}`);
}

async function ask(
  url: string,
  headers?: Readonly<Record<string, string | undefined>>,
): Promise<{ status: number; body: string }> {
  const sent = Object.entries(headers ?? {}).filter((pair): pair is [string, string] => pair[1] !== undefined);
  try {
    const answer = await fetch(url, {
      ...(headers && { method: 'POST', body: '{}' }),
      headers: { 'content-type': 'application/json', ...Object.fromEntries(sent) },
      redirect: 'manual', // Telegram follows none
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return { status: answer.status, body: await answer.text() };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    throw new Stop(`Nothing moved: ${url} cannot be reached (${cause})`);
  }
}
