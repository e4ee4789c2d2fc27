import { describe, expect, it } from '@jest/globals';
import { runInNewContext } from 'node:vm';
import { plainAscii } from './plain-ascii.ts';

describe('a program in ASCII alone', () => {
  it.each([
    ['a regular expression', '/^[ñ¿]+|é{2}$/iu.exec("Ñ")?.[0]'],
    ['one with what takes two units', '[..."🗑️📝".matchAll(/[🗑📝]\\ufe0f?/gu)].map(String)'],
    ['one without the flag for that', '"a📝".replace(/📝/, "b")'],
    ['a raw template', 'String.raw`\\s+est[eé]n ${1 + 1} 🔔`'],
    ['a raw template that becomes an expression', 'new RegExp(String.raw`c[oó]mo\\b`, "u").test("cómo")'],
    ['nothing of that kind', '`${1} "a" ${String.raw`\\n`}`'],
  ])('means the same: %s', (_, program) => {
    const plain = plainAscii(program);
    expect(plain).toMatch(/^[\0-\x7f]*$/);
    expect(runInNewContext(plain)).toEqual(runInNewContext(program));
  });
});
