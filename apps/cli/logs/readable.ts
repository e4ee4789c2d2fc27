type Json = Readonly<Record<string, unknown>>;

const COLUMNS = ['ts', 'time', 'level', 'context', 'msg', 'message', 'event'];

/** Takes what `wrangler tail --format json` or the product writes, however it is cut, and gives lines for people. */
export class Readable {
  #rest = '';

  /** Lines that are complete by now. */
  take(chunk: string): string[] {
    this.#rest += chunk;
    const lines: string[] = [];
    for (let cut = this.#cut(); cut > 0; cut = this.#cut()) {
      const text = this.#rest.slice(0, cut).trim();
      this.#rest = this.#rest.slice(cut);
      if (text) lines.push(...readable(text));
    }
    return lines;
  }

  /** Where the first complete JSON object or other line ends; 0 when there is none. */
  #cut(): number {
    const begin = this.#rest.search(/\S/);
    if (begin < 0) return 0;
    if (this.#rest[begin] !== '{') return this.#rest.indexOf('\n', begin) + 1;
    let [depth, quoted] = [0, false];
    for (let at = begin; at < this.#rest.length; at += 1) {
      const sign = this.#rest[at];
      if (sign === '\\') at += 1;
      else if (sign === '"') quoted = !quoted;
      else if (!quoted && sign === '{') depth += 1;
      else if (!quoted && sign === '}' && (depth -= 1) === 0) return at + 1;
    }
    return 0;
  }
}

function readable(text: string): string[] {
  const value = parsed(text);
  if (!value) return [text];
  return 'outcome' in value && 'eventTimestamp' in value ? invocation(value) : [logLine(value)];
}

/** One call of the Worker: what was asked, how it went, and what it said meanwhile. */
function invocation(value: Json): string[] {
  const at = new Date(Number(value['eventTimestamp'])).toISOString();
  const event = record(value['event']);
  const { method, url } = record(event['request']);
  const { status } = record(event['response']);
  const what = url
    ? `${String(method)} ${pathOf(String(url))}`
    : event['cron']
      ? `cron ${String(event['cron'])}`
      : 'event';
  const head = `${at}  ${what}  ${String(status ?? '')} ${String(value['outcome'])}`.trimEnd();
  const said = list(value['logs']).flatMap((one) => list(one['message']).map((part) => inner(one, part)));
  const thrown = list(value['exceptions']).map((one) => `  ! ${String(one['name'])}: ${String(one['message'])}`);
  return [head, ...said, ...thrown];
}

function inner(one: Json, part: unknown): string {
  const own = typeof part === 'string' ? parsed(part) : undefined;
  return `  ${own ? logLine(own) : `${String(one['level'])} ${typeof part === 'string' ? part : JSON.stringify(part)}`}`;
}

/** One of our own JSON lines: when, how bad, who, what, and the rest as name=value. */
function logLine(value: Json): string {
  const text = (name: string) => (value[name] === undefined ? '' : String(value[name]));
  const rest = Object.entries(value)
    .filter(([name]) => !COLUMNS.includes(name))
    .map(([name, one]) => `${name}=${typeof one === 'string' ? one : JSON.stringify(one)}`);
  const head = [
    text('time') || text('ts'),
    text('level').toUpperCase().padEnd(5),
    text('context'),
    text('message') || text('msg') || text('event'),
  ];
  return [...head.filter(Boolean), ...rest].join('  ');
}

/** Without what may be a secret: the query. */
function pathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname : url;
}

function parsed(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
  } catch {
    return undefined;
  }
}

function record(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}

function list(value: unknown): Json[] {
  return Array.isArray(value) ? (value as Json[]) : [];
}
