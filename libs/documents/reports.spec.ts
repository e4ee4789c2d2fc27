import { describe, expect, it } from '@jest/globals';
import { inflateSync } from 'node:zlib';
import type { Report } from '#core';
import { reportsAsPdf } from './index.ts';
import { printable } from './printable.ts';

const REPORT: Report = {
  id: '1',
  ref: 3,
  title: 'fuel 80%',
  text: 'fuel 80%',
  site: { id: '2', name: 'Eagle Lake' },
  author: { id: '3', name: 'محمد علي' },
  observedAt: '2026-06-03T15:15:00.000Z',
  timeZone: 'America/Chicago',
  readings: [{ name: 'fuel', value: 80, unit: '%' }],
  equipment: [],
  followUps: [],
  suggestions: [],
  attachments: [{ kind: 'photo', fileId: 'a', caption: 'belt' }],
  status: 'draft',
  finalizedAt: null,
  finalizedBy: null,
  source: { source: 'telegram', messageId: null },
  createdAt: '2026-06-03T15:15:00.000Z',
  updatedAt: '2026-06-03T15:15:00.000Z',
  version: 1,
};
const READER = { language: 'en', timeZone: 'America/Chicago', now: new Date('2026-06-05T15:00:00Z') };
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const pagesIn = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length ?? 0;
const imagesIn = (pdf: Buffer) => pdf.toString('latin1').match(/\/Subtype \/Image\b/g)?.length ?? 0;

const streamsIn = (pdf: Buffer): string[] =>
  [...pdf.toString('latin1').matchAll(/stream\n([\s\S]*?)\nendstream/g)].map(([, body = '']) => {
    try {
      return inflateSync(Buffer.from(body, 'latin1')).toString('latin1');
    } catch {
      return body;
    }
  });

describe('a document of reports', () => {
  it('has a page for a short report, more for a long one, and an overview for several', async () => {
    expect(pagesIn(await reportsAsPdf([REPORT], READER))).toBe(1);
    expect(pagesIn(await reportsAsPdf([{ ...REPORT, text: 'a line\n'.repeat(200) }], READER))).toBeGreaterThan(3);
    expect(pagesIn(await reportsAsPdf([REPORT, { ...REPORT, ref: 4 }], READER))).toBe(3);
    expect(pagesIn(await reportsAsPdf([], READER))).toBe(1);
  });

  it('says the head of a table again on every page', async () => {
    const readings = Array.from({ length: 80 }, (_, i) => ({ name: `r${i}`, value: i, unit: null }));
    expect(pagesIn(await reportsAsPdf([{ ...REPORT, readings }], READER))).toBe(4);
  });

  it('holds the photos that are stored, and names the others', async () => {
    expect(imagesIn(await reportsAsPdf([REPORT], READER, async () => PNG))).toBeGreaterThan(0);
    expect(imagesIn(await reportsAsPdf([REPORT], READER))).toBe(0);
    expect(imagesIn(await reportsAsPdf([REPORT], READER, async () => Buffer.from('no picture')))).toBe(0);
  });

  it('says of a photo that cannot be read just now that it is so', async () => {
    const lettersIn = (pdf: Buffer) =>
      streamsIn(pdf)
        .join('')
        .match(/<[\da-f]+>/g)
        ?.join('').length ?? 0;
    const plain = await reportsAsPdf([REPORT], READER);
    const away = await reportsAsPdf([REPORT], READER, async () => 'away');
    expect(imagesIn(away)).toBe(0);
    expect(lettersIn(away) - lettersIn(plain)).toBeGreaterThan(100);
  });

  it.each([
    ['Chinese', '水泵压力正常，但是阀门漏水。', 1],
    ['Japanese', 'ポンプの圧力は正常です。', 1],
    ['Korean', '펌프 압력은 정상이지만', 1],
    ['Thai', 'ปั๊มน้ำทำงานปกติ', 1],
    ['Hindi', 'पंप का दबाव सामान्य है', 1],
    ['pictures', 'fixed 😀 🔧', 1],
    ['all of them', '水泵 펌프 ปั๊ม पंप 🔧', 5],
  ])('has the fonts for %s with it, and no others', async (_, text, more) => {
    const fontsIn = (pdf: Buffer) => pdf.toString('latin1').match(/\/FontFile2/g)?.length ?? 0;
    const plain = fontsIn(await reportsAsPdf([{ ...REPORT, text: 'plain' }], READER));
    expect(fontsIn(await reportsAsPdf([{ ...REPORT, text }], READER))).toBe(plain + more);
  });

  it('breaks a long text in other scripts into lines and pages, and a word wider than its column as well', async () => {
    const long = { ...REPORT, text: '水泵压力正常，但是阀门漏水。'.repeat(400) };
    expect(pagesIn(await reportsAsPdf([long], READER))).toBeGreaterThan(2);
    const readings = [{ name: `泵${'x'.repeat(300)}🔧`, value: '水'.repeat(200), unit: '%' }];
    expect(pagesIn(await reportsAsPdf([{ ...REPORT, readings }], READER))).toBe(1);
    const thai = 'ทุกระบบทำงานได้ตามปกติและเจ้าหน้าที่ตรวจสอบแล้ว'.repeat(400);
    expect(pagesIn(await reportsAsPdf([{ ...REPORT, text: thai }], READER))).toBeGreaterThan(3);
  });

  it('carries text only as glyphs: nothing in it can be run or looked up', async () => {
    const text = ') Tj /JS (app.alert(1)) /OpenAction << /S /JavaScript >> http://evil.example';
    const pdf = await reportsAsPdf([{ ...REPORT, text }], READER);
    expect([pdf.toString('latin1'), ...streamsIn(pdf)].join('\n')).not.toMatch(
      /app\.alert|\/OpenAction|\/JavaScript|evil/,
    );
  });
});

describe('text that is to be printed', () => {
  it.each([
    ['محمد علي', 'محمد علي'],
    ['a\u0007b\u202ec', 'abc'],
    ['👷🏽‍♀️ 1️⃣', '👷♀ 1'],
    ['one\ntwo', 'one\ntwo'],
    ['น้ำ', 'น\u0e4d\u0e49\u0e32'],
    ['क्\u200dष', 'क्\u200dष'],
    ['plain text', 'plain text'],
  ])('%j is set as %j', (text, set) => expect(printable(text)).toBe(set));

  it('breaks no Thai word: they are found when they are set', () => {
    const text = 'ทุกระบบทำงานได้ตามปกติ'.repeat(10);
    expect(printable(text)).not.toContain('\u200b');
  });

  it('has places to break a long word', () => {
    expect(printable('x'.repeat(100))).toBe(`${'x'.repeat(40)}\u200b${'x'.repeat(40)}\u200b${'x'.repeat(20)}`);
  });
});
