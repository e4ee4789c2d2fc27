/** A reason in another language: by its own words, or by a pattern of them with the same names and numbers filled in. */
export function refusalWords(reason: string, refusals: Readonly<Record<string, string>>): string {
  const exact = refusals[reason];
  if (exact !== undefined) return exact;
  for (const [pattern, words] of Object.entries(refusals)) {
    const found = pattern.includes('{}') && patternOf(pattern).exec(reason);
    if (!found) continue;
    const [, ...names] = found;
    let next = 0;
    // what the reason puts in quotes is quoted in the way of the language
    return words.replaceAll('{}', () => (names[next++] ?? '').replace(/"([^"]*)"/gu, '«$1»'));
  }
  return reason;
}

/** A name never reaches over what follows it where it could end before. */
function patternOf(pattern: string): RegExp {
  return new RegExp(
    `^${pattern
      .split('{}')
      .map((piece) => piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('(.+?)')}$`,
    'su',
  );
}
