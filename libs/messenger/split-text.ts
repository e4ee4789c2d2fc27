/** Telegram takes 4,096 UTF-16 units; a little is left for what a client may add. */
const LIMIT = 4000;

/** Cuts a text into parts a chat can take: at line ends where there are any, never inside a character. */
export function splitText(text: string, limit = LIMIT): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > limit) {
    const line = rest.lastIndexOf('\n', limit);
    const space = rest.lastIndexOf(' ', limit);
    const cut = wholeCharacters(rest, line > limit / 2 ? line : space > limit / 2 ? space : limit);
    parts.push(rest.slice(0, cut).trimEnd());
    rest = rest.slice(cut).trimStart();
  }
  return rest || parts.length === 0 ? [...parts, rest] : parts;
}

function wholeCharacters(text: string, cut: number): number {
  const unit = text.charCodeAt(cut);
  return unit >= 0xdc00 && unit <= 0xdfff ? cut - 1 : cut;
}
