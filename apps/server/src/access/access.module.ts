import { Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { ConfigModule } from '#config';
import { StoresModule } from '#stores';
import { AnswerInterceptor } from '../http/answer.ts';
import { ProblemFilter } from '../http/problem.filter.ts';
import { KeyRing } from './key-ring.ts';
import { KeyGuard } from './key.guard.ts';

/** Every route asks for a key unless it says otherwise, and answers errors in one way. */
@Global()
@Module({
  imports: [ConfigModule, StoresModule],
  providers: [
    KeyRing,
    { provide: APP_GUARD, useClass: KeyGuard },
    { provide: APP_FILTER, useClass: ProblemFilter },
    { provide: APP_INTERCEPTOR, useClass: AnswerInterceptor },
  ],
  exports: [KeyRing],
})
export class AccessModule {}
