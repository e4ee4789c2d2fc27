import { describe, expect, it } from '@jest/globals';
import type { Outcome } from '#core';
import { Replies } from './replies.ts';

const linked = (title: string): Outcome => ({
  kind: 'linked',
  command: 'report.show',
  title,
  count: 1,
  url: 'https://flrts.test/v1/documents/t',
  until: '2026-06-06T15:00:00.000Z',
});
const said = (title: string, language: string) =>
  new Replies().word([linked(title)], { language, now: new Date('2026-06-03T15:00:00Z') }).text;

describe('who or what was removed for good', () => {
  it('is said so in the listener’s language', () => {
    expect(said('#3 (removed): call (removed), (purged)', 'es')).toContain(
      '#3 (eliminado): call (eliminado), (borrado)',
    );
    expect(said('#3 (removed), (purged)', 'en')).toContain('#3 (removed), (purged)');
  });
});
