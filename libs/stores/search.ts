import { Injectable } from '@nestjs/common';
import { AppError, type Found, type FoundEntity } from '#core';
import { rpc, SupabaseClient } from '#storage/supabase';
import { highlighted } from './highlights.ts';
import type { PageAsked, Viewer } from './records.ts';
import type { Page } from './page.ts';
import { termsOf } from './terms.ts';

const MOST_GUESSED = 3;

/** What is looked for. Without words: the latest of what is left by the rest. */
export interface SearchAsked extends PageAsked {
  /** Words, "a phrase", -without, one or another. */
  readonly query?: string | undefined;
  readonly entity?: FoundEntity | undefined;
  readonly siteId?: string | undefined;
  readonly personId?: string | undefined;
  readonly status?: 'open' | 'done' | undefined;
  /** ISO instants: the moment a record is about lies from the one until before the other. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** What was found, best first; `closest`: nothing has all the words, these have some. */
export interface FoundPage extends Page<Found> {
  readonly closest: boolean;
  /** Words that only look like what was asked for, where all that was found has nothing else of it. */
  readonly guessed: readonly string[];
}

/** Looks through all records at once. May throw `UnavailableError`. */
@Injectable()
export class Search {
  constructor(private readonly supabase: SupabaseClient) {}

  async find({ organisationId, personId }: Viewer, { query, cursor, ...rest }: SearchAsked): Promise<FoundPage> {
    const { personId: about, ...filters } = rest;
    const terms = termsOf(query ?? '');
    const after = placeIn(cursor);
    const p = { organisationId, viewerId: personId, ...filters, personId: about, terms, after };
    const found = await rpc<RawFound>(this.supabase, 'search_find', { p });
    const items = shown(found);
    return { items, nextCursor: nextOf(found), closest: found.closest ?? false, guessed: guessedIn(found, items) };
  }
}

/** What SQL answers: one hit more than asked for when there are more. */
interface RawFound {
  readonly items: readonly (Hit & { readonly title: string; readonly body: string })[];
  readonly limit: number;
  /** The last entry there was when the first page was asked for. */
  readonly upto: number;
  readonly forms: readonly string[];
  readonly guesses: readonly string[];
  readonly closest?: boolean;
}

type Hit = Found & { readonly seq: number; readonly place?: number; readonly micros?: number };

function shown({ items, limit, forms, guesses }: RawFound): Found[] {
  const words = new Set([...forms, ...guesses]);
  return items.slice(0, limit).map((item) => {
    const { title, body, seq: _, place: __, micros: ___, ...hit } = item;
    return { ...hit, ...highlighted(title, body, words) };
  });
}

function guessedIn({ items: hits, limit, forms, guesses }: RawFound, items: readonly Found[]): string[] {
  const said = new Set(forms);
  const isSaid = ({ title, body }: RawFound['items'][number]) => highlighted(title, body, said).highlights.length > 0;
  if (guesses.length === 0 || hits.slice(0, limit).some(isSaid)) return [];
  const words = items.flatMap(({ snippet, highlights }) =>
    highlights.map(({ start, length }) => snippet.slice(start, start + length).toLowerCase()),
  );
  return [...new Set(words)].slice(0, MOST_GUESSED);
}

function nextOf({ items, limit, upto }: RawFound): string | null {
  const last = items.at(limit - 1);
  if (items.length <= limit || !last) return null;
  return Buffer.from([last.place ?? 0, last.micros ?? 0, last.seq, upto].join('.')).toString('base64url');
}

function placeIn(cursor: string | undefined): object | undefined {
  if (cursor === undefined) return undefined;
  const text = Buffer.from(cursor, 'base64url').toString();
  const [place, micros, seq, upto] = text.split('.').map(Number);
  if (/^\d{1,9}\.-?\d{1,17}\.\d{1,12}\.\d{1,12}$/.test(text)) return { place, micros, seq, upto };
  throw new AppError('invalid', 'cursor: use the nextCursor of an earlier answer as it is', {
    fields: [{ field: 'cursor', problem: 'is not one of ours' }],
  });
}
