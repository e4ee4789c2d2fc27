import { describe, expect, it } from '@jest/globals';
import type { Deployed } from './account.cloudflare.ts';
import { previous } from './previous.ts';

/** What has been in front, newest first: `version:build`, or a version nobody gave a build. */
const deployed = (...all: string[]): Deployed[] =>
  all.map((one) => {
    const [versionId = '', build] = one.split(':');
    return { versionId, build, at: '2026-01-01T00:00:00Z' };
  });

describe('what a roll-back goes back to', () => {
  it.each([
    ['the build before', deployed('v2:two', 'v1:one'), 'v1'],
    ['the build before, whatever secrets were set', deployed('v4', 'v3:two', 'v2', 'v1:one'), 'v1'],
    ['another build, though one was deployed twice', deployed('v3:two', 'v2:two', 'v1:one'), 'v1'],
    ['further back the second time, not to what was wrong', deployed('v2:two', 'v3:three', 'v2:two', 'v1:one'), 'v1'],
    ['what was there before an old build was deployed anew', deployed('v3:one', 'v2:two', 'v1:one'), 'v2'],
  ])('is %s', (_, all, versionId) => {
    expect(previous(all, undefined, undefined).versionId).toBe(versionId);
  });

  it('is the build asked for', () => {
    expect(previous(deployed('v3:three', 'v2:two', 'v1:one'), undefined, 'one').versionId).toBe('v1');
  });

  it.each([
    ['nothing was there before', deployed('v1:one'), undefined],
    ['it has been gone back to already', deployed('v1:one', 'v2:two', 'v1:one'), undefined],
    ['nobody knows it', deployed('v2:two', 'v1:one'), 'three'],
  ])('is nothing when %s', (_, all, to) => {
    expect(() => previous(all, undefined, to)).toThrow('There is nothing to go back to');
  });
});
