import { Body, Controller, Get, Patch } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { type Actor, AppError, type Command, type PersonSettings } from '#core';
import { CurrentActor } from '../../access/caller.ts';
import type { Answer } from '../../http/answer.ts';
import { ApiConditional, ApiRecords } from '../../http/documented.ts';
import { IfMatch } from '../../http/params.ts';
import { Programs } from '../programs.ts';
import { SettingsChanges, SettingsView } from './settings.dto.ts';

/** Your own settings, whatever your role. */
@ApiRecords('settings')
@Controller('v1/settings')
export class SettingsController {
  constructor(private readonly programs: Programs) {}

  @Get()
  @ApiOperation({ summary: 'Your quiet hours, digest, time zone and language' })
  @ApiOkResponse({ type: SettingsView })
  show(@CurrentActor() actor: Actor): Promise<Answer<PersonSettings>> {
    return this.programs.change('settings', actor, { entity: 'settings', operation: 'show', slots: {} });
  }

  @Patch()
  @ApiOperation({ summary: 'Change them; absent keeps, null turns off' })
  @ApiConditional()
  @ApiOkResponse({ type: SettingsView })
  update(
    @CurrentActor() actor: Actor,
    @IfMatch() version: number | undefined,
    @Body() changes: SettingsChanges,
  ): Promise<Answer<PersonSettings>> {
    return this.programs.change('settings', actor, updateSettings(changes, version));
  }
}

function updateSettings({ quietFrom, quietUntil, ...rest }: SettingsChanges, version?: number): Command {
  const said = quietFrom !== undefined || quietUntil !== undefined;
  const quiet = quietFrom && quietUntil ? { from: quietFrom, until: quietUntil } : null;
  if (said && (quietFrom === undefined || quietUntil === undefined || (quiet === null && quietFrom !== quietUntil))) {
    const field = quietFrom ? 'quietUntil' : 'quietFrom';
    throw new AppError('invalid', 'Quiet hours need a beginning and an end', {
      fields: [{ field, problem: 'goes together with the other' }],
    });
  }
  return { entity: 'settings', operation: 'update', slots: { ...rest, ...(said && { quiet }), version } };
}
