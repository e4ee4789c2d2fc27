/** Words that only ever ask to look something up. */
const LOOKING =
  /^\W*(?:please |can you )?(?:find|search|look (?:for|up)|busca(?:r|me)?|encuentra(?:me)?|encontrar) \S/iu;

/** Questions after something, however they begin; the group is what they are about. */
const QUESTIONS = [
  "(?:what(?:'s|s| is) )?(?:the )?(?:current |latest )?(?:status|state|latest|progress|news) (?:of|on|at|with|about|from|in) (.+)",
  "how(?:'s|s| is| are) (?:things |it |everything )?(?:going |looking )?(?:at|in|with|on|over at) (.+)",
  "how(?:'s|s| is| are) (.+?) (?:doing|going|coming along|coming|looking)",
  '(?:is there |are there |do we have |have we got )?(?:any|anything)(?: news| updates?| word| info| new)? (?:on|about|from|regarding|at|with) (.+)',
  '(?:and )?what about (.+)',
  '(?:tell me|what do (?:we|you|i) (?:know|have)|what have we got)(?: more| anything)? (?:about|on) (.+)',
  "what(?:'s|s| is) (?:going on|happening|up|new) (?:at|in|with|on) (.+)",
  '(?:cu[aá]l es )?(?:el )?(?:estado|estatus|avance|progreso) (?:de|del|en) (.+)',
  'c[oó]mo (?:va|van|est[aá]n?|anda)(?: las cosas| todo)? (?:(?:en|con|por) )?(.+)',
  '(?:hay )?(?:algo|alguna noticia|noticias|novedades|algo nuevo) (?:de|del|sobre|en) (.+)',
  'qu[eé] (?:pasa|hay|hubo|sabemos|tenemos|novedades hay) (?:en|con|sobre|de|del) (.+)',
  '(?:h[aá]blame|cu[eé]ntame|dime)(?: m[aá]s)? (?:de|del|sobre) (.+)',
].map((question) => new RegExp(`^[\\s¿¡"'“]*(?:so |hey |ok |oye )?${question.replaceAll(' ', '\\s+')}$`, 'iu'));

/** Whoever asks how we are, or after what was just said, asks after nothing that is kept. */
const NOBODYS =
  /^(?:(?:you|your|u|it|that|this|me|us|life|things|everything|all|usted|ustedes|t[uú]|tu|te|eso|esto|ella|él|todo|today)\b|\W*$)/iu;
const LONGEST = 80;

/** What a text wants looked up: its own words, or what it asks about. Looking changes nothing. */
export function lookedFor(text: string): string | undefined {
  if (LOOKING.test(text)) return text;
  if (text.length > 2 * LONGEST) return undefined;
  const said = text.trim().replace(/[\s?!."”]+$/u, '');
  const [about] = QUESTIONS.flatMap((question) => question.exec(said)?.[1] ?? []);
  return about === undefined || about.length > LONGEST || NOBODYS.test(about) ? undefined : about.trim();
}
