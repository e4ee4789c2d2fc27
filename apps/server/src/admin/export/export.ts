import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AppError, Clock, VERSION } from '#core';
import { MediaBytes } from '#media';
import { Backup, type Table, TABLES } from '#stores';

/** A line holds so much of a file. */
const PIECE_BYTES = 192 * 1024;

/** A stored file, as it is listed. */
interface Listed {
  readonly id: string;
  readonly key: string;
  readonly type: string;
  readonly size: number;
  readonly sha256: string;
}

/** Everything an organisation has, as lines of JSON, made as fast as they are read; the manifest is the last, so that what broke off has none. */
@Injectable()
export class Export {
  #isUnderWay = false;

  constructor(
    private readonly backup: Backup,
    private readonly bytes: MediaBytes,
    private readonly clock: Clock,
  ) {}

  /** Throws `unavailable` while another is under way, and when the media store is to be read and does not answer. */
  async begin(organisationId: string, withMedia: boolean): Promise<AsyncGenerator<string>> {
    if (this.#isUnderWay)
      throw new AppError('unavailable', 'Somebody is exporting already; try again later', { retryAfterSeconds: 60 });
    if (withMedia) await this.bytes.ping();
    return this.#lines(organisationId, withMedia);
  }

  async *#lines(organisationId: string, withMedia: boolean): AsyncGenerator<string> {
    this.#isUnderWay = true;
    try {
      const about = { format: 1, version: VERSION, at: this.clock.now().toISOString(), secrets: false };
      yield line(about);
      const tables: Record<string, Written> = {};
      for (const table of TABLES) tables[table] = yield* this.#table(table, organisationId);
      const media = withMedia ? { media: yield* this.#media(organisationId) } : {};
      yield line({ manifest: { ...about, tables, ...media } });
    } finally {
      this.#isUnderWay = false;
    }
  }

  async *#table(table: Table, organisationId: string): AsyncGenerator<string, Written> {
    const hash = createHash('sha256');
    let count = 0;
    for await (const rows of this.backup.lines(table, { organisationId })) {
      for (const row of rows) hash.update(`${row}\n`);
      count += rows.length;
      // as the database writes it: a number that JavaScript would round stays what it is
      yield rows.map((row) => `{"table":"${table}","row":${row}}\n`).join('');
    }
    return { rows: count, sha256: hash.digest('hex') };
  }

  async *#media(organisationId: string): AsyncGenerator<string, { files: number; missing: number }> {
    const count = { files: 0, missing: 0 };
    for await (const rows of this.backup.lines('media', { organisationId })) {
      for (const file of rows.flatMap(storedIn)) {
        const isWhole = yield* this.#file(file);
        count.files += 1;
        if (!isWhole) count.missing += 1;
        yield line({ listed: isWhole ? file : { ...file, missing: true } });
      }
    }
    return count;
  }

  /** Its bytes, a piece a line; false when they are lost, or not what they were. */
  async *#file({ id, key, sha256 }: Listed): AsyncGenerator<string, boolean> {
    const content = await this.bytes.read(key);
    if (!content) return false;
    const hash = createHash('sha256');
    let waiting = Buffer.alloc(0);
    for await (const piece of content) {
      hash.update(piece);
      waiting = Buffer.concat([waiting, piece]);
      for (; waiting.length >= PIECE_BYTES; waiting = waiting.subarray(PIECE_BYTES))
        yield line({ file: id, base64: waiting.toString('base64', 0, PIECE_BYTES) });
    }
    if (waiting.length > 0) yield line({ file: id, base64: waiting.toString('base64') });
    return hash.digest('hex') === sha256;
  }
}

interface Written {
  readonly rows: number;
  readonly sha256: string;
}

function line(value: object): string {
  return `${JSON.stringify(value)}\n`;
}

/** A row of media, when its bytes are stored. */
function storedIn(row: string): Listed[] {
  const {
    id,
    key,
    type,
    size,
    sha256,
    status,
    deleted_at: deletedAt,
  } = JSON.parse(row) as Listed & {
    status: string;
    deleted_at: string | null;
  }; // a row of the table media
  return status === 'stored' && deletedAt === null ? [{ id, key, type, size, sha256 }] : [];
}
