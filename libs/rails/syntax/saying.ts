/** A text that can mean only one thing, and the slash command it stands for; `$1` is what its first group found. */
export type Saying = readonly [saying: RegExp, command: string];

/** Said whole, in any case, with a "please" or a "thanks" beside it; a blank is as wide as it was typed, `' ?'` may be none. */
export function whole(pattern: string): RegExp {
  return new RegExp(
    `^[¿¡]?(?:please\\s+|por\\s+favor\\s+)?${pattern.replaceAll(' ?', '\\s*').replaceAll(' ', '\\s+')}(?:\\s*,?\\s*(?:please|por\\s+favor|thanks|gracias))?[\\s.!?]*$`,
    'iu',
  );
}

/** A name with its capitals: "Eagle Lake", "Site 12". Without them "new site visit" would be one. */
export const NAME = "(\\p{Lu}[\\p{L}\\p{N}'’-]*(?:\\s(?:\\p{Lu}[\\p{L}\\p{N}'’-]*|\\p{N}+)){0,3})";

/** As written, small letters and capitals apart. */
export function exactly(pattern: string): RegExp {
  return new RegExp(`^${pattern}[\\s.!]*$`, 'u');
}
