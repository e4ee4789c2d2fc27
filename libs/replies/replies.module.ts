import { Module } from '@nestjs/common';
import { Replies } from './replies.ts';

/** Outcomes in words. */
@Module({ providers: [Replies], exports: [Replies] })
export class RepliesModule {}
