import type { Check } from './check.ts';
import { cycles } from './cycles.ts';
import { documented } from './documented.ts';
import { pages } from './pages.ts';
import type { Site } from './site.ts';

/** Looks at everything a running FLRTS offers, one thing after the other. */
export async function* smoke(site: Site, readOnly: boolean): AsyncGenerator<Check> {
  yield* pages(site);
  yield* documented(site);
  if (!readOnly) yield* cycles(site);
}
