export { MediaModule } from './media.module.ts';
export { LARGEST_BYTES, Shelf, type Handed, type NewFile } from './shelf.ts';
export { MediaBytes } from './media-bytes.ts';
export { Clearing, type Cleared } from './clearing.ts';
export { DirectUploads, LARGEST_DIRECT_BYTES, type Announced, type Upload } from './direct-uploads.ts';
