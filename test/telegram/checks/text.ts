import type { Entity } from '../bot-api.ts';
import { type Arguments, fieldsOf } from '../server/arguments.ts';
import { badRequest } from '../server/refusal.ts';
import { entitiesIn } from '../world/entities.ts';
import type { World } from '../world/world.ts';
import { parseMarkup } from './markup.ts';

const MAX_ENTITIES = 100;
const FORMATS = new Set([
  'bold',
  'italic',
  'underline',
  'strikethrough',
  'spoiler',
  'blockquote',
  'expandable_blockquote',
  'code',
  'pre',
  'text_link',
  'text_mention',
  'custom_emoji',
]);
/** Given by a bot they are ignored: Telegram finds these by itself. */
const FOUND = new Set([
  'mention',
  'hashtag',
  'cashtag',
  'bot_command',
  'url',
  'email',
  'phone_number',
  'bank_card_number',
]);

export interface Formatted {
  readonly text: string;
  readonly entities: readonly Entity[];
}

interface Field {
  readonly name: 'text' | 'caption';
  readonly entities: 'entities' | 'caption_entities';
  readonly limit: number;
}

export const TEXT: Field = { name: 'text', entities: 'entities', limit: 4096 };
export const CAPTION: Field = { name: 'caption', entities: 'caption_entities', limit: 1024 };

/** Reads a text and how it is formatted; refuses what Telegram refuses. Call it before looking for the chat. */
export function readText(args: Arguments, field: Field): Formatted {
  const source = args.text(field.name);
  if (field === TEXT && source === '') throw badRequest('message text is empty');
  if (Buffer.byteLength(source) > 1 << 15) throw badRequest('text is too long');
  const mode = args.text('parse_mode');
  if (source !== '' && mode !== '' && mode.toLowerCase() !== 'none') return parseMarkup(source, mode);
  const given = args.json(field.entities, 'entities');
  return { text: source, entities: Array.isArray(given) ? given.flatMap(entityOf) : [] };
}

/** What a text becomes when it is sent: trimmed, its entities checked against it, Telegram's own finds added. */
export function finishText({ text: source, entities: given }: Formatted, field: Field, world: World): Formatted {
  const entities = given.filter(({ type, user }) => type !== 'text_mention' || (user && world.users.has(user.id)));
  for (const entity of entities) checkBounds(entity, source);
  const lead = source.length - source.trimStart().length;
  const text = source.trim();
  if (text === '' && field === TEXT) throw badRequest('text must be non-empty');
  if (text.length > field.limit) {
    throw badRequest(field === TEXT ? 'message is too long' : 'message caption is too long');
  }
  const shifted = entities.slice(0, MAX_ENTITIES).flatMap((entity) => shift(entity, lead, text.length));
  return { text, entities: entitiesIn(text, shifted) };
}

function entityOf(value: unknown): Entity[] {
  const fields = fieldsOf(value);
  if (!fields) throw unreadable('expected an Object');
  const { type, offset, length, url, user, language } = fields;
  if (!Number.isInteger(offset)) throw unreadable('Field "offset" must be of type Number');
  if (!Number.isInteger(length)) throw unreadable('Field "length" must be of type Number');
  if (FOUND.has(String(type))) return [];
  if (!FORMATS.has(String(type))) throw unreadable('Unsupported type specified');
  if (type === 'text_link' && !url) throw unreadable('Field "url" must be non-empty');
  return [
    {
      type: String(type),
      offset: Number(offset),
      length: Number(length),
      ...(url !== undefined && { url: String(url) }),
      ...(user !== undefined && { user: user as NonNullable<Entity['user']> }), // only its id is looked at
      ...(language !== undefined && { language: String(language) }),
    },
  ];
}

function checkBounds({ offset, length }: Entity, text: string): void {
  if (offset < 0) throw badRequest(`receive an entity with incorrect offset ${offset}`);
  if (length < 0) throw badRequest(`receive an entity with incorrect length ${length}`);
  const start = `entity beginning at UTF-16 offset ${offset} ends`;
  const end = offset + length;
  if (length > 0 && end > text.length) {
    throw badRequest(`${start} after the end of the text at UTF-16 offset ${end}`);
  }
  if (splitsCharacter(text, offset)) {
    throw badRequest(`entity begins in a middle of a UTF-16 symbol at byte offset ${bytesTo(text, offset)}`);
  }
  if (splitsCharacter(text, end)) {
    throw badRequest(`${start} in a middle of a UTF-16 symbol at byte offset ${bytesTo(text, end)}`);
  }
}

function splitsCharacter(text: string, at: number): boolean {
  return isSurrogate(text.charCodeAt(at - 1), 0xd800) && isSurrogate(text.charCodeAt(at), 0xdc00);
}

function isSurrogate(unit: number, from: number): boolean {
  return unit >= from && unit < from + 0x400;
}

function bytesTo(text: string, at: number): number {
  return Buffer.byteLength(text.slice(0, at));
}

function shift(entity: Entity, lead: number, length: number): Entity[] {
  const begin = Math.max(entity.offset - lead, 0);
  const end = Math.min(entity.offset + entity.length - lead, length);
  return end > begin ? [{ ...entity, offset: begin, length: end - begin }] : [];
}

function unreadable(why: string) {
  return badRequest(`can't parse MessageEntity: ${why}`);
}
