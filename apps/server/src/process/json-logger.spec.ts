import { describe, expect, it } from '@jest/globals';
import { readSettings } from '#config';
import { JsonLogger } from './json-logger.ts';

const TOKEN = '123456789:AAabcdefghijklmnopqrstuvwxyz0123456';

function logged(environment: Record<string, string>, log: (logger: JsonLogger) => void): Record<string, unknown>[] {
  const lines: string[] = [];
  log(new JsonLogger(readSettings(environment), (line) => lines.push(line)));
  expect(lines.every((line) => line.endsWith('\n') && line.indexOf('\n') === line.length - 1)).toBe(true);
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('the log', () => {
  it('has one line of JSON per event', () => {
    const events = logged({}, (logger) => logger.log({ messageId: 'm', ms: 4, note: 'two\nlines' }, 'Intake'));
    expect(events).toEqual([
      { time: expect.any(String), level: 'info', context: 'Intake', messageId: 'm', ms: 4, note: 'two\nlines' },
    ]);
  });

  it('holds an error with where it came from', () => {
    const [event] = logged({}, (logger) => logger.error(new Error('broken'), 'Loop'));
    expect(event).toMatchObject({ level: 'error', context: 'Loop', message: 'Error: broken' });
    expect(event?.['stack']).toContain('json-logger.spec');
  });

  it.each([
    ['silent', []],
    ['error', ['error']],
    ['warn', ['error', 'warn']],
    ['info', ['error', 'warn', 'info']],
    ['debug', ['error', 'warn', 'info', 'debug']],
  ])('at level %s says %j', (level, said) => {
    const events = logged({ LOG_LEVEL: level }, (logger) => {
      logger.error('a');
      logger.warn('b');
      logger.log('c');
      logger.debug('d');
    });
    expect(events.map((event) => event['level'])).toEqual(said);
  });

  it('keeps secrets to itself', () => {
    const environment = {
      ADMIN_API_KEY: 'the-key-of-the-admin',
      TELEGRAM_BOT_TOKEN: TOKEN,
      TELEGRAM_WEBHOOK_SECRET: 'hook-secret',
    };
    const events = logged(environment, (logger) => {
      logger.warn({ url: `https://api.telegram.org/bot${TOKEN}/getMe`, key: 'the-key-of-the-admin' });
      logger.warn('Authorization: Bearer flrts_Ab3dEf6hIj9kLm2nOp5qRs8tUv1wXy4z, hook-secret');
    });
    const text = JSON.stringify(events);
    for (const secret of [TOKEN, 'the-key-of-the-admin', 'flrts_Ab3d', 'hook-secret']) {
      expect(text).not.toContain(secret);
    }
  });

  it('does not speak of Nest’s wiring unless debugging', () => {
    const wire = (logger: JsonLogger) => logger.log('Mapped {/v1/tasks, GET} route', 'RouterExplorer');
    expect(logged({}, wire)).toEqual([]);
    expect(logged({ LOG_LEVEL: 'debug' }, wire)).toHaveLength(1);
  });
});
