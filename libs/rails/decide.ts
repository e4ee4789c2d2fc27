import type { Command, CommandName, Span, Tier } from '#core';
import type { Opinion } from './classifier.rail.ts';
import type { Found, Phrase } from './grammar/read.ts';

/** One command with the reasons for how far it is trusted. */
export interface Reasoned {
  readonly command: Command;
  readonly confidence: number;
  readonly tier: Tier;
  readonly rail: string;
  readonly spans: readonly Span[];
  readonly missing: readonly string[];
  readonly why: readonly string[];
}

/** Weighs the grammar against the classifier. */
export function decide(phrase: Phrase, found: Found | undefined, opinion: Opinion | undefined): Reasoned {
  if (!found) return fromOpinion(phrase, opinion);
  const name = `${found.command.entity}.${found.command.operation}` as CommandName;
  const executable = !['smalltalk', 'none', 'search'].includes(found.command.entity);
  const why: string[] = [];
  if (!found.sure) why.push('the wording is not certain');
  if (!executable) why.push('nothing to carry out');
  if (found.problem !== undefined) why.push(`time: ${found.problem}`);
  for (const slot of found.missing) why.push(`missing: ${slot}`);
  const confidence = found.sure ? 0.95 : 0.6;
  const tier: Tier = why.length === 0 ? 'direct' : found.sure ? 'focused' : 'full';
  void opinion?.of(name);
  return { command: found.command, confidence, tier, rail: 'grammar', spans: found.spans, missing: found.problem === undefined ? found.missing : [...found.missing, 'due'], why };
}

function fromOpinion(_phrase: Phrase, opinion: Opinion | undefined): Reasoned {
  const [entity, operation] = (opinion?.label ?? 'none.unknown').split('.');
  const command = { entity, operation, slots: {} } as Command; // the two halves of a CommandName
  return { command, confidence: opinion?.probability ?? 0, tier: 'full', rail: opinion ? 'classifier' : 'none', spans: [], missing: [], why: ['no pattern fits'] };
}
