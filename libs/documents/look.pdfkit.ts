import { createRequire } from 'node:module';

const fonts = createRequire(import.meta.url);
/** Latin, Greek, Cyrillic, Arabic, Hebrew and more; shipped with the package. */
export const REGULAR = fonts.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf');
export const BOLD = fonts.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf');

/** In points. */
export const MARGIN = 54;
export const FOOTER = 30;
export const INK = '#1d2321';
export const FAINT = '#6a736f';
export const LINE = '#d9ddd9';
export const SHADE = '#f1f3ef';
export const ROW_GAP = 5;
