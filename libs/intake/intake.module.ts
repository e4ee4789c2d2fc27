import { Module } from '@nestjs/common';
import { ConfigModule } from '#config';
import { ProcessorsModule } from '#processors';
import { RailsModule } from '#rails';
import { RepliesModule } from '#replies';
import { HouseRules } from './house-rules.ts';
import { Intake } from './intake.ts';
import { Newcomers } from './newcomers.ts';
import { Scene } from './scene.ts';
import { Understanding } from './understanding.ts';

/** The path of a message. */
@Module({
  imports: [ConfigModule, ProcessorsModule, RailsModule, RepliesModule],
  providers: [Intake, HouseRules, Newcomers, Scene, Understanding],
  exports: [Intake, HouseRules, ProcessorsModule, RepliesModule],
})
export class IntakeModule {}
