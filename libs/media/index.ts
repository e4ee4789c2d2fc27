export { MediaModule } from './media.module.ts';
export { LARGEST_BYTES, Shelf, type Handed, type NewFile } from './shelf.ts';
export { Clearing, type Cleared } from './clearing.ts';
