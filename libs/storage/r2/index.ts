export { R2, type R2Content, type R2Entry, type R2Link, type R2UploadLink } from './r2.ts';
export { R2Module } from './r2.module.ts';
export { EmbeddedR2, LINKS, type Shown } from './r2.embedded.ts';
