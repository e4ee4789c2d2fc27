import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { stripVTControlCharacters } from 'node:util';
import { TelegramEmulator } from '../../test/telegram/index.ts';
import { TerminalChat } from '../../test/telegram/terminal/terminal-chat.ts';
import { HELP as KEYS } from '../../test/telegram/terminal/words.ts';
import { ALLOWED_UPDATES } from '../server/src/telegram/allowed-updates.ts';
import { buildIfNeeded } from './build.ts';
import { options, ROOT, step } from './cli.ts';

const HELP = `npm run telegram:dev [-- --name Ann --timeout 10]

Starts FLRTS against our own Telegram on this machine, and a chat with the bot in this terminal: no token,
no account, nothing leaves the machine. You are an admin. The data is kept in .data/telegram-dev; delete
that folder to begin anew. Lines may also be piped in: it then waits for each reply and prints the chat.

  --name NAME     who you are (You)
  --timeout SECS  how long a piped line waits for a reply (10)
  --log           the product's log in this terminal, instead of .data/telegram-dev.log
  --help          this text

${KEYS}`;

const YOU = 1001;
const TOKEN = '7000000001:AAEmulatedTokenNotOfTelegram000000000';
const SECRET = 'telegram-dev-secret';
const READY_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 15_000;
const QUIET_MS = 600;
/** Ids go on rising from one start to the next, as Telegram's do, because the product remembers the earlier ones. */
const FIRST_ID = Math.floor(Date.now() / 1000) - 1_700_000_000;

const { values } = options(HELP, {
  name: { type: 'string', default: 'You' },
  timeout: { type: 'string', default: '10' },
  log: { type: 'boolean', default: false },
});

const live = process.stdin.isTTY === true;
const logFile = join(ROOT, '.data/telegram-dev.log');
await buildIfNeeded();
mkdirSync(join(ROOT, '.data'), { recursive: true });
const telegram = await TelegramEmulator.start({ token: TOKEN, firstUpdateId: FIRST_ID, firstMessageId: FIRST_ID });
const you = telegram.user({ id: YOU, first_name: values.name });
const port = await freePort();
const product = start();
let code = 0;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => void stop().finally(() => process.exit(1)));
}
try {
  await step(`Starting FLRTS on http://127.0.0.1:${port} with Telegram on ${telegram.url}`, () => ready());
  telegram.setWebhook(`http://127.0.0.1:${port}/webhook`, {
    secret: SECRET,
    allowed: ALLOWED_UPDATES,
  });
  await chat();
} catch (error) {
  code = 1;
  console.error(error instanceof Error ? error.message : String(error));
} finally {
  await step('Stopping FLRTS', () => stop());
  await telegram.stop();
}
process.exit(code);

async function chat(): Promise<void> {
  const terminal = createInterface({ input: process.stdin, ...(live && { output: process.stdout }) });
  const print = (line: string) => {
    if (live) process.stdout.write('\r\u001b[K');
    console.log(line);
    if (live) terminal.prompt(true);
  };
  const talk = new TerminalChat(telegram, you, { live, print });
  const patienceMs = Number(values.timeout) * 1000;
  product.once('exit', () => terminal.close());
  terminal.on('SIGINT', () => terminal.close());
  if (live) console.log(`Say something to the bot, or :help\n`);
  terminal.setPrompt(talk.prompt);
  if (live) terminal.prompt();
  for await (const line of terminal) {
    const begin = performance.now();
    if (!talk.take(line)) break;
    if (!live && !isLocal(line)) await talk.settled(begin, { quietMs: QUIET_MS, patienceMs });
    terminal.setPrompt(talk.prompt);
    if (live) terminal.prompt();
  }
  terminal.close();
  if (!live) for (const line of talk.transcripts()) console.log(line);
  if (product.exitCode !== null) throw new Error(ended());
}

/** Nothing that the bot would answer. */
function isLocal(line: string): boolean {
  return line.trim() === '' || /^:(as|group|private|chat|help|block|unblock)\b/.test(line);
}

function start(): ChildProcess {
  const env = {
    ...process.env,
    PORT: String(port),
    DATA_DIR: '.data/telegram-dev',
    TELEGRAM_BOT_TOKEN: TOKEN,
    TELEGRAM_WEBHOOK_SECRET: SECRET,
    TELEGRAM_MODE: 'webhook',
    TELEGRAM_API_ROOT: telegram.url,
    TELEGRAM_ADMIN_IDS: String(YOU),
  };
  const log = values.log ? undefined : openSync(logFile, 'w');
  const output = log ?? 'inherit';
  const stdio: ('ignore' | 'inherit' | number)[] = ['ignore', output, output];
  const child = spawn(process.execPath, ['apps/cli/start.ts'], { cwd: ROOT, env, stdio });
  if (log !== undefined) closeSync(log);
  return child;
}

async function ready(): Promise<void> {
  const until = performance.now() + READY_WITHIN_MS;
  while (performance.now() < until) {
    if (product.exitCode !== null) throw new Error(ended());
    const ok = await fetch(`http://127.0.0.1:${port}/health/ready`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`FLRTS was not ready within ${READY_WITHIN_MS / 1000} s. ${lastLines()}`);
}

async function stop(): Promise<void> {
  if (product.exitCode !== null || product.signalCode !== null) return;
  const over = new Promise<void>((resolve) => product.once('exit', () => resolve()));
  const force = setTimeout(() => product.kill('SIGKILL'), STOP_WITHIN_MS);
  product.kill('SIGTERM');
  await over;
  clearTimeout(force);
}

function ended(): string {
  return `FLRTS ended by itself with ${product.exitCode}. ${lastLines()}`;
}

/** Where it says what was wrong; otherwise how the log ends. */
function lastLines(): string {
  if (values.log) return '';
  const lines = stripVTControlCharacters(readFileSync(logFile, 'utf8')).trim().split('\n');
  const wrong = lines.find((line) => /\bERROR\b|"level":"(error|fatal)"|Error: /.test(line));
  return `${logFile}:\n${wrong ?? lines.slice(-5).join('\n')}`;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port is free')),
      );
    });
  });
}
