import type { Command, CommandName, Span, Tier } from '#core';
import { classOf, type Opinion } from './classifier.rail.ts';
import { calibration } from './classifier/calibration.ts';
import type { Found } from './grammar/read.ts';

/** One command with the reasons for how far it is trusted. */
export interface Reasoned {
  readonly command: Command;
  readonly confidence: number;
  readonly tier: Tier;
  readonly rail: string;
  readonly spans: readonly Span[];
  readonly missing: readonly string[];
  readonly why: readonly string[];
  readonly perhaps?: Command;
}

/** Carried out as it stands at or above this; what cannot simply be added again needs more. */
const ENOUGH = 0.82;
const ENOUGH_TO_DESTROY = 0.92;
const ENOUGH_WITH_NUMBERS = 0.5;
const DESTRUCTIVE = /\.(?:delete|clear|remove|cancel|complete|check|reassign|forget)$/u;
/** What a sure pattern of a command newer than the weights is trusted. */
const UNKNOWN_BUT_SURE = 0.95;
/** Numbers say beyond doubt which record is meant; then the classifier is only asked not to object. */
const OBJECTION = 0.01;

/** Weighs what the grammar found against the classifier's opinion. */
export function decide(found: Found | undefined, opinion: Opinion): Reasoned {
  if (!found) return fromOpinion(opinion);
  const confidence = confidenceOf(found, opinion);
  const doubts = doubtsOf(found, opinion, confidence);
  const lacking = found.problem === undefined ? found.missing : [...found.missing, 'due'];
  const why = [
    ...doubts,
    ...found.missing.map((slot) => `missing: ${slot}`),
    ...(found.problem === undefined ? [] : [`time: ${found.problem}`]),
  ];
  if (doubts.length > 0 && outvoted(found, opinion, confidence))
    return { ...fromOpinion(opinion, found), why, ...(found.missing.length === 0 && { perhaps: found.command }) };
  const tier: Tier = why.length === 0 ? 'direct' : doubts.length === 0 ? 'focused' : 'full';
  return { command: found.command, confidence, tier, rail: 'grammar', spans: found.spans, missing: lacking, why };
}

function doubtsOf(found: Found, opinion: Opinion, confidence: number): string[] {
  const label = nameOf(found.command);
  const doubts: string[] = [];
  if (asksOfSite(found)) return [];
  if (!opinion.knows(label)) return found.sure ? [] : ['the wording is not certain'];
  if (!found.sure && !saysDue(found)) doubts.push('the wording is not certain');
  if (opinion.of(label) < OBJECTION) doubts.push(`the classifier reads it as ${opinion.label}`);
  if (confidence < enoughFor(found, label) && !label.startsWith('smalltalk.'))
    doubts.push(`only ${Math.round(confidence * 100)} % sure`);
  return doubts;
}

/** "10 due dec 5": a number and when, and that it is due then. */
function saysDue({ pattern, command: { slots } }: Found): boolean {
  return pattern === '%ref' && slots.due !== undefined && /^(?:due|vence)\b/iu.test(slots.dueText ?? '');
}

/** "how is Crockett doing": such a pattern has no room for more than a site of ours, and no classifier knows those. */
function asksOfSite({ sure, command: { operation, slots } }: Found): boolean {
  return sure && operation === 'status' && slots.latest === true && slots.site?.siteId !== undefined;
}

/** Numbers and nothing but the words of a pattern ("done 3-5"), or parts of one ("break 12 into …"), leave little to doubt. */
function enoughFor(found: Found, label: string): number {
  const { refs, parentRef, items, assignees = [] } = found.command.slots;
  // what somebody of ours has to do, or did, may be looked at
  const isOfOurs = label === 'task.show' && assignees.some(({ personId }) => personId !== undefined);
  if (found.sure && found.literal >= 1 && (refs?.length || isOfOurs)) return ENOUGH_WITH_NUMBERS;
  if (found.sure && parentRef !== undefined && items?.length) return ENOUGH_WITH_NUMBERS;
  // "task call the inspector by end of day": that it is one was said
  if (found.sure && found.pattern.startsWith('(task|')) return ENOUGH_WITH_NUMBERS;
  // "@maria unload the truck": whoever is called by name is told what to do
  const called = found.sure && found.pattern.startsWith('<who:@mention>') && found.command.slots.assignees;
  if (called && called.length > 0 && called.every(({ personId }) => personId !== undefined)) return ENOUGH_WITH_NUMBERS;
  return DESTRUCTIVE.test(label) ? ENOUGH_TO_DESTROY : ENOUGH;
}

/** A doubtful pattern gives way to a classifier that is sure of something else, or very sure that nothing is asked. */
function outvoted(found: Found, opinion: Opinion, confidence: number): boolean {
  const nothing = opinion.label === 'none.unknown';
  const wanted = found.sure ? (nothing ? 0.97 : 0.9) : Math.max(nothing ? 0.9 : 0.5, confidence);
  return classOf(nameOf(found.command)) !== opinion.label && opinion.probability > wanted;
}

/** What speaks for a reading, as numbers the calibration weighs. */
export function evidenceOf(found: Found, opinion: Opinion): number[] {
  const label = nameOf(found.command);
  const agrees = opinion.label === classOf(label) ? 1 : 0;
  const own = logit(opinion.of(label));
  return [
    1,
    found.sure ? 1 : 0,
    agrees,
    own,
    found.open ? 1 : 0,
    found.literal,
    found.sure ? own : 0,
    Math.min(1, found.words / 3),
    Math.min(1, found.words / 6),
    logit(1 - opinion.of('none.unknown') - opinion.of('smalltalk.chat')),
  ];
}

function logit(probability: number): number {
  return Math.max(-6, Math.min(6, Math.log((probability + 1e-6) / (1 - probability + 1e-6))));
}

export function confidenceOf(found: Found, opinion: Opinion): number {
  if (asksOfSite(found)) return UNKNOWN_BUT_SURE;
  if (!opinion.knows(nameOf(found.command))) return found.sure ? UNKNOWN_BUT_SURE : 0.3;
  const sum = evidenceOf(found, opinion).reduce((total, value, i) => total + value * (calibration.grammar[i] ?? 0), 0);
  return 1 / (1 + Math.exp(-sum));
}

/** The classifier's label; what the grammar read is kept where it is about the same kind of thing. */
function fromOpinion(opinion: Opinion, found?: Found): Reasoned {
  const [entity, operation] = opinion.label.split('.');
  const slots = found && found.command.entity === entity ? found.command.slots : {};
  const command = { entity, operation, slots } as Command; // the two halves of a CommandName
  const confidence = Math.min(opinion.probability, 0.89);
  return { command, confidence, tier: 'full', rail: 'classifier', spans: [], missing: [], why: ['no pattern fits'] };
}

function nameOf(command: Command): CommandName {
  return `${command.entity}.${command.operation}` as CommandName; // built from the two halves of that very union
}
