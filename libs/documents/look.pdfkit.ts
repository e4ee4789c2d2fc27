import { createRequire } from 'node:module';
import type { FontName } from './runs.ts';

const fonts = createRequire(import.meta.url);

/** Where each font is; all come with packages. */
export const FONTS: Readonly<Record<FontName, string>> = {
  // Latin, Greek, Cyrillic, Arabic, Hebrew and more
  regular: fonts.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
  bold: fonts.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'),
  // Chinese, and Japanese in Chinese forms
  han: fonts.resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf'),
  hangul: fonts.resolve('@expo-google-fonts/noto-sans-kr/400Regular/NotoSansKR_400Regular.ttf'),
  // each word of these is shaped as a whole: fontkit joins, reorders and stacks
  thai: fonts.resolve('@expo-google-fonts/noto-sans-thai/400Regular/NotoSansThai_400Regular.ttf'),
  devanagari: fonts.resolve('@expo-google-fonts/noto-sans-devanagari/400Regular/NotoSansDevanagari_400Regular.ttf'),
  emoji: fonts.resolve('@expo-google-fonts/noto-emoji/400Regular/NotoEmoji_400Regular.ttf'),
};

/** In points. */
export const MARGIN = 54;
export const FOOTER = 30;
export const INK = '#1d2321';
export const FAINT = '#6a736f';
export const LINE = '#d9ddd9';
export const SHADE = '#f1f3ef';
export const ROW_GAP = 5;
