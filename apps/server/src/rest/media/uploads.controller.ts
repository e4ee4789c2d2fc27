import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { Actor, Media } from '#core';
import { DirectUploads, type Upload } from '#media';
import { CurrentActor } from '../../access/caller.ts';
import { ApiRecords } from '../../http/documented.ts';
import { RecordId } from '../../http/params.ts';
import { MediaView, NewUpload, UploadView } from './media.dto.ts';

/** Files that go to the media store without passing through here. */
@ApiRecords('media')
@Controller('v1/media')
export class UploadsController {
  constructor(private readonly uploads: DirectUploads) {}

  @Post('uploads')
  @ApiOperation({
    summary: 'Announce a file of up to 300 MB; it is PUT at the answer’s url, with just that type and size',
  })
  @ApiCreatedResponse({ type: UploadView })
  announce(@CurrentActor() actor: Actor, @Body() file: NewUpload): Promise<Upload> {
    return this.uploads.announce(actor, file);
  }

  @Post(':id/stored')
  @HttpCode(200)
  @ApiOperation({ summary: 'Say that an announced file has been put; it is compared with what was announced' })
  @ApiOkResponse({ type: MediaView })
  finish(@CurrentActor() actor: Actor, @RecordId() id: string): Promise<Media> {
    return this.uploads.finish(actor, id);
  }
}
