import { Module } from '@nestjs/common';
import { R2Module } from '#storage/r2';
import { StoresModule } from '#stores';
import { Clearing } from './clearing.ts';
import { DirectUploads } from './direct-uploads.ts';
import { MediaBytes } from './media-bytes.ts';
import { Shelf } from './shelf.ts';

/** Photos, voice messages and files. */
@Module({
  imports: [StoresModule, R2Module],
  providers: [MediaBytes, Shelf, DirectUploads, Clearing],
  exports: [MediaBytes, Shelf, DirectUploads, Clearing, StoresModule, R2Module],
})
export class MediaModule {}
