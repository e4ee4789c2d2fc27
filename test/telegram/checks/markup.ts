import type { Entity } from '../bot-api.ts';
import { badRequest } from '../server/refusal.ts';

interface Marked {
  readonly text: string;
  readonly entities: readonly Entity[];
}

interface Open {
  readonly mark: string;
  readonly type: string;
  readonly offset: number;
  readonly at: number;
  readonly url?: string;
}

const MARKS: Record<string, string> = {
  '*': 'bold',
  _: 'italic',
  __: 'underline',
  '~': 'strikethrough',
  '||': 'spoiler',
  '`': 'code',
  '```': 'pre',
};
const RESERVED = '_*[]()~`>#+-=|{}.!';
const TAGS: Record<string, string> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  code: 'code',
  pre: 'pre',
  a: 'text_link',
  blockquote: 'blockquote',
  'tg-spoiler': 'spoiler',
};
const NAMED: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"' };

/** Reads a text with a parse_mode; what does not parse is refused, with the byte where it began. */
export function parseMarkup(source: string, mode: string): Marked {
  switch (mode.toLowerCase()) {
    case 'markdownv2':
      return parseMarkdown(source, RESERVED);
    case 'markdown':
      return parseMarkdown(source, '');
    case 'html':
      return parseHtml(source);
    default:
      throw badRequest('unsupported parse_mode');
  }
}

function parseMarkdown(source: string, reserved: string): Marked {
  let text = '';
  const entities: Entity[] = [];
  const open: Open[] = [];
  for (let at = 0; at < source.length;) {
    const rest = source.slice(at);
    const verbatim = open.at(-1)?.type === 'code' || open.at(-1)?.type === 'pre';
    if (rest[0] === '\\' && rest[1] !== undefined && RESERVED.concat('\\').includes(rest[1])) {
      text += rest[1];
      at += 2;
      continue;
    }
    const link = verbatim ? undefined : /^\[([^\]]*)\]\(([^)]*)\)/.exec(rest);
    if (link) {
      const [whole, label = '', url = ''] = link;
      entities.push({ type: 'text_link', offset: text.length, length: label.length, url });
      text += label;
      at += whole.length;
      continue;
    }
    const mark = markAt(rest, reserved !== '', verbatim ? open.at(-1)?.mark : undefined);
    if (mark !== undefined) {
      const last = open.at(-1);
      if (last?.mark === mark) close(open, entities, text.length);
      else open.push({ mark, type: MARKS[mark] ?? '', offset: text.length, at });
      at += mark.length;
      continue;
    }
    const char = rest[0] ?? '';
    if (!verbatim && reserved.includes(char)) {
      throw unparsed(`Character '${char}' is reserved and must be escaped with the preceding '\\'`);
    }
    text += char;
    at += 1;
  }
  const left = open.at(-1);
  if (left) throw unparsed(`Can't find end of ${titled(left.type)} entity at byte offset ${bytes(source, left.at)}`);
  return { text, entities };
}

/** The mark that begins here; inside code only the one that ends it. */
function markAt(rest: string, modern: boolean, only: string | undefined): string | undefined {
  if (only !== undefined) return rest.startsWith(only) ? only : undefined;
  const marks = modern ? ['```', '`', '__', '||', '*', '_', '~'] : ['```', '`', '*', '_'];
  return marks.find((mark) => rest.startsWith(mark));
}

function parseHtml(source: string): Marked {
  let text = '';
  const entities: Entity[] = [];
  const open: Open[] = [];
  for (const { index, 0: piece } of source.matchAll(/<[^>]*>?|&#?\w+;|[^<&]+|&/g)) {
    if (piece.startsWith('&')) {
      text += decoded(piece);
      continue;
    }
    if (!piece.startsWith('<')) {
      text += piece;
      continue;
    }
    if (!piece.endsWith('>')) throw unparsed(`Unclosed start tag at byte offset ${bytes(source, index)}`);
    const [, slash = '', name = '', attributes = ''] = /^<(\/?)([\w-]*)([^>]*)>$/.exec(piece) ?? [];
    const tag = name.toLowerCase();
    if (slash) closeTag(open, entities, { tag, end: text.length, at: bytes(source, index) });
    else open.push(openTag(tag, attributes, { offset: text.length, at: bytes(source, index) }));
  }
  const left = open.at(-1);
  if (left) throw unparsed(`Can't find end tag corresponding to start tag "${left.mark}"`);
  return { text, entities };
}

function openTag(tag: string, attributes: string, { offset, at }: { offset: number; at: number }): Open {
  const type = TAGS[tag];
  if (type === undefined) throw unparsed(`Unsupported start tag "${tag}" at byte offset ${at}`);
  const url = /href\s*=\s*["']([^"']*)["']/.exec(attributes)?.[1];
  return { mark: tag, type, offset, at, ...(url !== undefined && { url }) };
}

function closeTag(open: Open[], entities: Entity[], { tag, end, at }: { tag: string; end: number; at: number }): void {
  const last = open.at(-1);
  if (!last) throw unparsed(`Unexpected end tag at byte offset ${at}`);
  if (tag !== last.mark) {
    throw unparsed(`Unmatched end tag at byte offset ${at}, expected "</${last.mark}>", found "</${tag}>"`);
  }
  close(open, entities, end);
}

function close(open: Open[], entities: Entity[], end: number): void {
  const last = open.pop();
  if (!last || end === last.offset) return;
  const { type, offset, url } = last;
  entities.push({ type, offset, length: end - offset, ...(url !== undefined && { url }) });
}

function decoded(reference: string): string {
  const [, number, name = ''] = /^&(?:#(\d+)|(\w+));$/.exec(reference) ?? [];
  return number === undefined ? (NAMED[name] ?? reference) : String.fromCodePoint(Number(number));
}

function unparsed(why: string) {
  return badRequest(`can't parse entities: ${why}`);
}

function titled(type: string): string {
  return type.charAt(0).toUpperCase() + type.slice(1);
}

function bytes(source: string, at: number): number {
  return Buffer.byteLength(source.slice(0, at));
}
