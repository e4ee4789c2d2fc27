import type { Entity } from '#core';
import type { Processor } from './processor.ts';

/** Who carries out the commands of which entity; one that is missing does not compile. */
export class EachProcessor {
  constructor(readonly of: Readonly<Record<Entity, Processor>>) {}
}
