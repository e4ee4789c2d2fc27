import { lexiconOf } from './grammar/lexicon.ts';
import { en } from './language/en.ts';
import { es } from './language/es.ts';

/** The languages that are understood, made ready for matching. */
export const LEXICONS = [lexiconOf(en), lexiconOf(es)] as const;
