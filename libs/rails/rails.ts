import { Injectable } from '@nestjs/common';
import type { Reading, Route } from '#core';
import { routeText } from './router.ts';

/** Decides what a message asks for, from its words alone: no I/O, no tokens. */
@Injectable()
export class Rails {
  route(text: string, reading: Reading): Route {
    return routeText(text, reading);
  }
}
