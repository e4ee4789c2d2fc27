import { line } from '../smoke/check.ts';
import { Site } from '../smoke/site.ts';
import { smoke } from '../smoke/smoke.ts';

/** Runs the smoke test against what was deployed; answers how much of it failed. */
export async function lookedAt(url: string, key: string, say: (line: string) => void): Promise<number> {
  let [count, failed] = [0, 0];
  for await (const check of smoke(new Site(url, key), false)) {
    count += 1;
    if (check.ok) continue;
    failed += 1;
    say(line(check));
  }
  say(failed === 0 ? `All ${count} are well.` : `${failed} of ${count} FAILED.`);
  return failed;
}
