import { Readable } from 'node:stream';
import { Controller, Get, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces } from '@nestjs/swagger';
import type { Actor } from '#core';
import { Archive } from '#processors';
import { CurrentActor } from '../../access/caller.ts';
import { ApiRecords } from '../../http/documented.ts';
import { OneOf } from '../../http/fields.ts';
import { Export } from './export.ts';

const NDJSON = 'application/x-ndjson';
const EXAMPLE = [
  '{"format":1,"version":"0.1.0","at":"2026-11-26T15:04:05.000Z","secrets":false}',
  '{"table":"tasks","row":{"id":"0d3d6a1e-7c58-4f0b-8f57-3f2a4f6c1b22","ref":42,"title":"check the generator"}}',
  '{"file":"5c2c9a44-8d2e-4a53-b6a3-0b7f4d1c9e10","base64":"iVBORw0KGgo="}',
  '{"manifest":{"format":1,"version":"0.1.0","at":"2026-11-26T15:04:05.000Z","secrets":false,"tables":{"tasks":{"rows":1,"sha256":"9f86…"}},"media":{"files":1,"missing":0}}}',
].join('\n');

/** What of it is wanted. */
export class EverythingQuery {
  @OneOf(['with', 'without'], {
    optional: true,
    example: 'without',
    description: 'without: the bytes of files are left where they are',
  })
  readonly media?: 'with' | 'without';
}

/** Everything, to be kept elsewhere or carried there. */
@ApiRecords('audit')
@Controller('v1/export')
export class ExportController {
  constructor(
    private readonly everything: Export,
    private readonly archive: Archive,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'Everything the organisation has, as lines of JSON, with the bytes of files; for admins',
    description:
      'One line says what it is, then each row of each table as the database writes it, then the bytes of each file in pieces. ' +
      'The last line is the manifest, with sizes and hashes: without it the export broke off. “npm run import -- --from FILE” ' +
      'puts it into an empty instance. What webhooks are signed with is left out: make another there (POST /v1/webhooks/{id}/secret). ' +
      'It holds everybody’s words and hashes of keys: keep it as carefully as the database.',
  })
  @ApiProduces(NDJSON)
  @ApiOkResponse({ content: { [NDJSON]: { schema: { type: 'string' }, example: EXAMPLE } } })
  async all(@CurrentActor() actor: Actor, @Query() { media = 'with' }: EverythingQuery): Promise<StreamableFile> {
    await this.archive.takeOut(actor, media === 'with');
    const lines = await this.everything.begin(actor.organisationId, media === 'with');
    // a chunk is some hundred rows: no more of them are made than are taken
    const stream = Readable.from(lines, { highWaterMark: 1 });
    return new StreamableFile(stream, { type: NDJSON, disposition: 'attachment; filename="flrts.ndjson"' });
  }
}
