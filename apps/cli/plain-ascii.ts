const NOT_PLAIN = /[^\0-\x7f]/g;
const RAW = /String\.raw`[^`]*`/g;

/**
 * The same program in ASCII alone. esbuild writes strings so, but leaves regular expressions and raw templates as they are,
 * and one letter of them makes V8 keep two bytes for each of the program's five million characters.
 */
export function plainAscii(program: string): string {
  return program
    .replace(RAW, (template) => template.replace(NOT_PLAIN, (unit) => '${"' + escaped(unit) + '"}'))
    .replace(NOT_PLAIN, escaped);
}

function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
