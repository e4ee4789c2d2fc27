import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, '../.github/workflows');
const MANIFEST = JSON.parse(readFileSync(join(FOLDER, '../../package.json'), 'utf8')) as {
  scripts: Record<string, string>;
}; // our own file

describe.each(readdirSync(FOLDER))('the workflow %s', (name) => {
  const text = readFileSync(join(FOLDER, name), 'utf8');

  it('pins every action to a commit', () => {
    const used = [...text.matchAll(/uses: (\S+)/g)].map(([, action = '']) => action);
    expect(used.length).toBeGreaterThan(0);
    expect(used.filter((action) => !/@[0-9a-f]{40}$/.test(action))).toEqual([]);
  });

  it('may only read the repository, and keeps no credentials', () => {
    expect(text).toMatch(/^permissions:\n {2}contents: read\n\S/m);
    const checkouts = text.match(/actions\/checkout@/g)?.length;
    expect(text.match(/persist-credentials: false/g)?.length).toBe(checkouts);
  });

  it('puts no input straight into a shell', () => {
    const commands = [...text.matchAll(/run: (.*)/g)].map(([, command = '']) => command);
    expect(commands.filter((command) => command.includes('${{'))).toEqual([]);
  });

  it('runs npm scripts that exist', () => {
    const scripts = [...text.matchAll(/npm run ([a-z:]+)/g)].map(([, script = '']) => script);
    const offered = /options: \[(deploy, rollback)\]/.exec(text)?.[1]?.split(', ') ?? [];
    expect([...scripts, ...offered].filter((script) => !(script in MANIFEST.scripts))).toEqual([]);
  });
});
