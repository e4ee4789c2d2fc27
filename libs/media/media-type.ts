/** What a file is, and how it may be handed out. */
export interface Kind {
  /** The media type its bytes have; what it was said to be only counts where bytes say nothing. */
  readonly type: string;
  readonly extension: string;
  /** Only what a browser shows without running anything of it. */
  readonly inline: boolean;
}

const UNKNOWN: Kind = { type: 'application/octet-stream', extension: 'bin', inline: false };
const SHOWN =
  /^(?:image\/(?:jpeg|png|gif|webp|avif|heic|heif|bmp|tiff)|audio\/|video\/|application\/pdf$|text\/plain$)/;
/** These have no bytes to know them by. */
const TEXTS: Readonly<Record<string, string>> = {
  'text/plain': 'txt',
  'text/csv': 'csv',
  'text/markdown': 'md',
  'text/html': 'html',
  'image/svg+xml': 'svg',
  'application/json': 'json',
  'application/xml': 'xml',
  'text/xml': 'xml',
};

/** Looks at the bytes; loads what knows them at the first call. */
export async function kindOf(bytes: Uint8Array, said: string): Promise<Kind> {
  const { fileTypeFromBuffer } = await import('file-type');
  const found = await fileTypeFromBuffer(bytes);
  const claimed = said.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (found && found.mime !== 'application/xml') return kind(found.mime, found.ext);
  const extension = TEXTS[claimed];
  return extension && isText(bytes) ? kind(claimed, extension) : UNKNOWN;
}

/** What somebody says a file is, where its bytes are not seen before they are stored. */
export function kindSaid(said: string): Kind {
  const claimed = said.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const extension = TEXTS[claimed] ?? (/^[a-z]+\/([a-z\d]{1,10})$/.exec(claimed)?.[1] || UNKNOWN.extension);
  return isShown(claimed) || claimed in TEXTS ? kind(claimed, extension) : UNKNOWN;
}

/** What the media store is told it is: what could run in a browser is told to be nothing in particular. */
export function storedAs({ type, inline }: Kind): string {
  return inline ? type : UNKNOWN.type;
}

/** Whether something of this type may be shown where it is. */
export function isShown(type: string): boolean {
  return SHOWN.test(type);
}

function kind(type: string, extension: string): Kind {
  return { type, extension: extension.replace(/[^a-z\d]/g, ''), inline: isShown(type) };
}

function isText(bytes: Uint8Array): boolean {
  try {
    return !new TextDecoder('utf-8', { fatal: true }).decode(bytes).includes('\0');
  } catch {
    return false;
  }
}
