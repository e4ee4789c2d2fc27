import { en } from './en.ts';
import type { Language } from './language.ts';

/** Spanish. Data only: see `language.ts` for the notation. */
export const es: Language = { ...en, code: 'es', patterns: [], opening: [], closing: [] };
