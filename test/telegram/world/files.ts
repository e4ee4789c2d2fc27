import { createHash } from 'node:crypto';
import type { FileFields } from '../bot-api.ts';

/** A file to be kept; `size` says how large it passes for, when its bytes are not worth making. */
export interface NewFile {
  readonly bytes: Buffer;
  readonly name?: string;
  readonly type?: string;
  readonly size?: number;
  readonly width?: number;
  readonly height?: number;
  readonly duration?: number;
}

export type FileKind = 'photos' | 'voice' | 'documents';

interface Kept {
  readonly fields: FileFields;
  readonly bytes: Buffer;
  readonly path: string;
  readonly kind: FileKind;
  readonly lost?: boolean;
}

const EXTENSIONS: Record<FileKind, string> = { photos: '.jpg', voice: '.oga', documents: '' };
/** A photo is kept in these widths, smallest first. */
const WIDTHS = [90, 320, 1280];

/** A place a file is had at is good for so long, in the bot's time. */
const PLACE_LASTS_MS = 3600_000;

/** Files that were sent, by their file_id. */
export class Files {
  readonly #now: () => number;
  /** Until when a file is to be had at its place: nowhere, until getFile was asked. */
  readonly #opened = new Map<string, number>();

  readonly #byId = new Map<string, Kept>();
  readonly #byPath = new Map<string, Kept>();

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  keep(kind: FileKind, { bytes, name, type, size, ...rest }: NewFile): FileFields {
    const number = this.#byId.size;
    const unique = createHash('sha256').update(`${number}`).update(bytes).digest('base64url');
    const fields: FileFields = {
      file_id: `AgACAgIAAxkBAAI${unique}${number}`,
      file_unique_id: `AQAD${unique.slice(0, 12)}`,
      ...(name !== undefined && { file_name: name }),
      ...(type !== undefined && { mime_type: type }),
      ...rest,
      file_size: size ?? bytes.length,
    };
    const path = `${kind}/file_${number}${name?.match(/\.\w+$/)?.[0] ?? EXTENSIONS[kind]}`;
    const kept = { fields, bytes, path, kind };
    this.#byId.set(fields.file_id, kept);
    this.#byPath.set(path, kept);
    return fields;
  }

  keepPhoto({ bytes, size = bytes.length }: NewFile): readonly FileFields[] {
    return WIDTHS.map((width, index) =>
      this.keep('photos', {
        bytes,
        size: index === WIDTHS.length - 1 ? size : Math.ceil(Math.min(size, 100_000) * (width / 1280)),
        width,
        height: Math.round(width * 0.75),
      }),
    );
  }

  find(fileId: string): Kept | undefined {
    return this.#byId.get(fileId);
  }

  /** Telegram has lost it. */
  lose(fileId: string): void {
    const kept = this.#byId.get(fileId);
    if (kept) this.#byId.set(fileId, { ...kept, lost: true });
  }

  /** Where it is to be had for an hour from now. */
  open({ path }: Kept): string {
    this.#opened.set(path, this.#now() + PLACE_LASTS_MS);
    return path;
  }

  at(path: string): Buffer | undefined {
    return (this.#opened.get(path) ?? 0) > this.#now() ? this.#byPath.get(path)?.bytes : undefined;
  }
}
