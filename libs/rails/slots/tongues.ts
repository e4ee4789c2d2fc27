import { fold } from '../text/tokens.ts';

const TONGUES: Readonly<Record<string, string>> = {
  en: 'en',
  english: 'en',
  ingles: 'en',
  es: 'es',
  spanish: 'es',
  espanol: 'es',
  castellano: 'es',
};

/** The language a word names, of those that are spoken here. */
export function tongueNamed(said: string): string | undefined {
  return TONGUES[
    fold(said)
      .trim()
      .replace(/[.!?]+$/u, '')
  ];
}
