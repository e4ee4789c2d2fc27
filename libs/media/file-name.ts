const LONGEST = 200;

/** A name that is only a name: no folders, nothing invisible, not too long. */
export function fileName(said: string | undefined, otherwise: string): string {
  const last = (said ?? '').split(/[/\\]/).at(-1) ?? '';
  // control characters, and marks that turn the direction of what follows
  const seen = last.replace(/[\p{Cc}\p{Cf}]/gu, '').trim();
  const name = /^\.*$/.test(seen) ? otherwise : seen;
  return [...name].length <= LONGEST ? name : shortened(name);
}

/** The header that says whether a file is shown or saved, and under which name. */
export function disposition(name: string, shown: boolean): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${shown ? 'inline' : 'attachment'}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

/** What is cut is the middle: the end says what it is. */
function shortened(name: string): string {
  const characters = [...name];
  const extension = /\.[^.]{1,10}$/.exec(name)?.[0] ?? '';
  return characters.slice(0, LONGEST - [...extension].length).join('') + extension;
}
