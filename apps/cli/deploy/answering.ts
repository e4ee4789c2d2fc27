import { setTimeout as pause } from 'node:timers/promises';
import { json, Site } from '../smoke/site.ts';

const EVERY_MS = 2000;
/** There may be two instances, and one may still have the old image. */
const TIMES = 3;

/** Waits until a build answers, several times in a row; otherwise what answered last. */
export async function untilAnswers(
  { url, build, seconds }: { url: string; build: string; seconds: number },
  say: (line: string) => void,
): Promise<string | undefined> {
  const site = new Site(url, '');
  const end = performance.now() + seconds * 1000;
  let [seen, times] = ['nobody', 0];
  while (performance.now() < end) {
    const answer = await site.ask('GET', '/health', { key: false });
    const found = answer.status === 200 ? String(json(answer)['build']) : `nobody (${answer.status || answer.text})`;
    if (found !== seen) say(`/health: ${found}`);
    times = found === build ? times + 1 : 0;
    seen = found;
    if (times === TIMES) return undefined;
    await pause(times > 0 ? EVERY_MS / 4 : EVERY_MS);
  }
  return seen;
}
