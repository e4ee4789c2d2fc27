import { promisify } from 'node:util';
import { inflate } from 'node:zlib';

const inflated = promisify(inflate);

const PNG = Buffer.from('89504e470d0a1a0a', 'hex');
/** No photo of a camera is larger. */
const MOST_PIXELS = 100_000_000;
/** What has to be taken apart for printing costs a second for so many. */
const MOST_TAKEN_APART = 8_000_000;
/** A PNG is gone through byte by byte. */
const LARGEST_PNG = 10_000_000;
const DEPTHS = [1, 2, 4, 8, 16];
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
/** Where the seven passes of an interlaced picture begin, and how far apart their dots are. */
const PASSES = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

interface Head {
  readonly width: number;
  readonly height: number;
  readonly bits: number;
  readonly color: number;
  readonly interlaced: boolean;
}

interface Rows {
  readonly count: number;
  readonly length: number;
}

/**
 * Whether pdfkit can be given a picture. It embeds JPEG as it is, but takes some PNG apart: there it would stand still for
 * minutes over a picture that claims to be enormous, and end the process over one that is broken.
 */
export async function isHarmless(bytes: Buffer): Promise<boolean> {
  if (!bytes.subarray(0, 8).equals(PNG)) return true;
  if (bytes.length > LARGEST_PNG) return false;
  const chunks = chunksOf(bytes);
  const [first] = chunks;
  if (first?.name !== 'IHDR' || first.data.length !== 13 || chunks.at(-1)?.name !== 'IEND') return false;
  const head = headOf(first.data);
  const pixels = head.width * head.height;
  if (pixels === 0 || pixels > MOST_PIXELS || !(head.color in CHANNELS) || !DEPTHS.includes(head.bits)) return false;
  const isTakenApart = head.color >= 4 || head.interlaced || chunks.some(({ name }) => name === 'tRNS');
  if (!isTakenApart) return true;
  return pixels <= MOST_TAKEN_APART && isWhole(head, chunks);
}

async function isWhole(head: Head, chunks: readonly { name: string; data: Buffer }[]): Promise<boolean> {
  const data = Buffer.concat(chunks.filter(({ name }) => name === 'IDAT').map((chunk) => chunk.data));
  const rows = rowsOf(head);
  const size = rows.reduce((sum, { count, length }) => sum + count * length, 0);
  try {
    const unpacked = await inflated(data, { maxOutputLength: size });
    return unpacked.length === size && hasKnownFilters(unpacked, rows);
  } catch {
    return false; // no zlib stream, or one of more than there can be
  }
}

function headOf(data: Buffer): Head {
  return {
    width: data.readUInt32BE(0),
    height: data.readUInt32BE(4),
    bits: data[8] ?? 0,
    color: data[9] ?? -1,
    interlaced: data[12] === 1,
  };
}

/** Its rows before they are packed: so many of so many bytes, pass by pass. */
function rowsOf({ width, height, bits, color, interlaced }: Head): Rows[] {
  const rows = (across: number, down: number): Rows => ({
    count: across > 0 ? down : 0,
    length: 1 + Math.ceil((across * bits * (CHANNELS[color] ?? 0)) / 8),
  });
  if (!interlaced) return [rows(width, height)];
  return PASSES.map(([x, y, dx, dy]) => rows(Math.ceil((width - x) / dx), Math.ceil((height - y) / dy)));
}

/** Each row begins with how it was packed, from 0 to 4. */
function hasKnownFilters(unpacked: Buffer, rows: readonly Rows[]): boolean {
  let at = 0;
  for (const { count, length } of rows)
    for (let row = 0; row < count; row++, at += length) if ((unpacked[at] ?? 5) > 4) return false;
  return true;
}

/** The chunks a PNG is made of, as far as it is one. */
function chunksOf(bytes: Buffer): { name: string; data: Buffer }[] {
  const chunks: { name: string; data: Buffer }[] = [];
  for (let at = 8; at + 12 <= bytes.length;) {
    const end = at + 12 + bytes.readUInt32BE(at);
    if (end > bytes.length) break;
    chunks.push({ name: bytes.toString('latin1', at + 4, at + 8), data: bytes.subarray(at + 8, end - 4) });
    at = end;
  }
  return chunks;
}
