import { describe, expect, it } from '@jest/globals';
import { crc32, deflateSync } from 'node:zlib';
import { isHarmless } from './picture.ts';

const chunk = (name: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
};

interface Made {
  readonly width?: number;
  readonly height?: number;
  readonly color?: number;
  readonly interlaced?: boolean;
  readonly data: Buffer;
}

function png({ width = 3, height = 2, color = 6, interlaced = false, data }: Made): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, color, 0, 0, interlaced ? 1 : 0], 8);
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}

const rows = (count: number, length: number, filter = 0) =>
  deflateSync(Buffer.concat(Array.from({ length: count }, () => Buffer.alloc(length, 7).fill(filter, 0, 1))));
const whole = png({ data: rows(2, 13) });

describe('a picture for a document', () => {
  it.each([
    ['with transparency, whole', whole],
    ['without transparency: it is embedded as it is', png({ color: 2, data: Buffer.from('whatever') })],
    ['interlaced, whole', png({ color: 2, interlaced: true, width: 1, height: 1, data: rows(1, 4) })],
    ['that is a JPEG', Buffer.from('ffd8ffe0', 'hex')],
  ])('is printed: %s', async (_, bytes) => expect(await isHarmless(bytes)).toBe(true));

  it.each([
    ['claims to be enormous', png({ width: 30_000, height: 30_000, data: rows(2, 13) })],
    ['would take long to take apart', png({ width: 4000, height: 4000, data: rows(2, 13) })],
    ['is no zlib stream', png({ data: Buffer.from('garbage') })],
    ['unpacks to more than it says', png({ data: deflateSync(Buffer.alloc(1_000_000)) })],
    ['unpacks to less than it says', png({ data: rows(1, 13) })],
    ['is packed in an unknown way', png({ data: rows(2, 13, 9) })],
    ['is of an unknown kind', png({ color: 9, data: rows(2, 13) })],
    ['has no dots', png({ width: 0, data: rows(2, 13) })],
    ['breaks off', whole.subarray(0, -6)],
    ['is only a beginning', whole.subarray(0, 8)],
  ])('is not printed when it %s', async (_, bytes) => expect(await isHarmless(bytes)).toBe(false));
});
