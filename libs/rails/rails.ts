import { Injectable } from '@nestjs/common';
import type { Command, Reading, Route } from '#core';
import { routeText, withDetails } from './router.ts';

/** Decides what a message asks for, from its words alone: no I/O, no tokens. */
@Injectable()
export class Rails {
  route(text: string, reading: Reading): Route {
    try {
      return routeText(text, reading);
    } catch (error) {
      // a text that trips a rail ("in 300000 years") must not stop its chat: it is asked about like any other riddle
      return riddle(error);
    }
  }

  /** A report that was put together elsewhere (from an answer, by a program), with what its words say in numbers. */
  detailed(command: Command, reading: Reading): Command {
    return withDetails(command, reading);
  }
}

function riddle(error: unknown): Route {
  const why = [`a rail failed: ${error instanceof Error ? error.name : 'unknown'}`];
  return {
    commands: [{ entity: 'none', operation: 'unknown', slots: {} }],
    confidence: 0,
    tier: 'full',
    explanation: { rail: 'none', spans: [], missing: [], why },
  };
}
