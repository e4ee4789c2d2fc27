import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, cost, now, setupFor, total } from '../../apps/cli/cost/monthly.ts';
import { INSTANCES, NOW } from '../../apps/cli/cost/prices.ts';
import { run } from './run.ts';

const ROOT = join(import.meta.dirname, '../..');

describe('what a month costs', () => {
  it('charges only what is beyond the included quantity', () => {
    expect(cost(10e6, NOW.requests)).toBe(0);
    expect(cost(12e6, NOW.requests)).toBeCloseTo(0.6);
  });

  it('comes to what Cloudflare’s published prices give for a container that never sleeps', () => {
    const { memoryGib, diskGb } = INSTANCES.basic;
    const memory = (730 * memoryGib - 25) * 3600 * 0.0000025;
    const disk = (730 * diskGb - 200) * 3600 * 0.00000007;
    const container = now(setupFor(5))['Container (basic)'] ?? 0;
    expect(container).toBeGreaterThanOrEqual(memory + disk);
    expect(container).toBeLessThan(memory + disk + 0.5);
  });

  it.each([5, 50, 500])('is at least 40 % less than before for %i people', (people) => {
    const setup = setupFor(people);
    expect(total(now(setup))).toBeLessThan(0.6 * total(before(setup)));
  });

  it('grows with people, and shrinks with sleep', () => {
    expect(total(now(setupFor(150)))).toBeGreaterThan(total(now(setupFor(5))));
    expect(total(now(setupFor(50, { awakeHours: 264 })))).toBeLessThan(total(now(setupFor(50))));
  });

  it('is in docs/cost.md as the command prints it', async () => {
    const { code, out } = await run('cost', ['--markdown']);
    const document = readFileSync(join(ROOT, 'docs/cost.md'), 'utf8');
    const cells = (text: string) =>
      text
        .split('\n')
        .filter((line) => line.startsWith('|') && !line.includes('--:'))
        .map((line) => line.replaceAll(/\s+/g, ' '));
    const printed = cells(out);
    expect([code, printed.length > 15]).toEqual([0, true]);
    expect(cells(document)).toEqual(expect.arrayContaining(printed));
  });

  it('says what it does not take', async () => {
    expect(await run('cost', ['--instance', 'huge'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('basic or'),
    });
    expect(await run('cost', ['--people', 'many'])).toMatchObject({ code: 2, err: expect.stringContaining('above 0') });
    const longer = await run('cost', ['--awake-hours', '9999']);
    expect(longer).toMatchObject({ code: 2, err: expect.stringContaining('744 at most') });
  });
});
