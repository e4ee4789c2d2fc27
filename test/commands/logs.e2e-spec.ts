import { describe, expect, it } from '@jest/globals';
import { Readable } from '../../apps/cli/logs/readable.ts';
import { run } from './run.ts';

const OURS = {
  time: '2026-11-26T10:00:00.000Z',
  level: 'info',
  context: 'Intake',
  message: 'done',
  commands: ['task.create'],
  ms: 12,
};
const CALL = {
  outcome: 'ok',
  eventTimestamp: 1_795_687_200_000,
  event: { request: { method: 'POST', url: 'https://flrts.example/webhook?token=secret' }, response: { status: 200 } },
  logs: [{ level: 'log', message: [JSON.stringify(OURS)] }],
  exceptions: [{ name: 'Error', message: 'no { here' }],
};

describe('npm run logs', () => {
  it('makes our JSON lines readable', async () => {
    const { code, out } = await run('logs', ['--stdin'], { input: `${JSON.stringify(OURS)}\nnot JSON\n` });
    expect(code).toBe(0);
    expect(out.split('\n').slice(0, 2)).toEqual([
      '2026-11-26T10:00:00.000Z  INFO   Intake  done  commands=["task.create"]  ms=12',
      'not JSON',
    ]);
  });

  it('reads what wrangler tail says, cut anywhere, without what may be a secret', () => {
    const text = `${JSON.stringify(CALL, undefined, 2)}\n${JSON.stringify({ ...CALL, logs: [], exceptions: [] })}`;
    const readable = new Readable();
    const lines = [...text].flatMap((sign) => readable.take(sign));
    expect(lines).toEqual([
      '2026-11-26T10:00:00.000Z  POST /webhook  200 ok',
      '  2026-11-26T10:00:00.000Z  INFO   Intake  done  commands=["task.create"]  ms=12',
      '  ! Error: no { here',
      '2026-11-26T10:00:00.000Z  POST /webhook  200 ok',
    ]);
  });

  it('says what it would run, and what it lacks', async () => {
    const env = { CLOUDFLARE_ACCOUNT_ID: 'a', CLOUDFLARE_API_TOKEN: 't' };
    const dry = await run('logs', ['--env', 'production', '--errors', '--dry-run'], { env });
    expect(dry.out.trim()).toBe('wrangler tail flrts --format json --status error');
    expect(await run('logs')).toMatchObject({
      code: 2,
      err: expect.stringContaining('CLOUDFLARE_API_TOKEN is missing'),
    });
  });
});
