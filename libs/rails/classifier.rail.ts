import type { CommandName } from '#core';
import { featuresOf } from './classifier/features.ts';
import { probabilities, unpack } from './classifier/model.ts';
import { packed } from './classifier/weights.ts';
import type { Token } from './text/tokens.ts';

/** What the classifier thinks of a text: the likeliest label, and how likely any other is. */
export interface Opinion {
  readonly label: CommandName;
  readonly probability: number;
  of(label: CommandName): number;
}

const model = unpack(packed);
const places = new Map(model.labels.map((label, i) => [label, i]));

/** A calibrated second opinion from the words alone. */
export function secondOpinion(tokens: readonly Token[]): Opinion {
  const found = probabilities(model, featuresOf(tokens));
  const best = found.reduce((top, value, i) => (value > (found[top] ?? 0) ? i : top), 0);
  return {
    label: (model.labels[best] ?? 'none.unknown') as CommandName, // the labels the weights were trained with
    probability: found[best] ?? 0,
    of: (label) => found[places.get(classOf(label)) ?? -1] ?? 0,
  };
}

/** Talk of any kind is one class to the classifier. */
export function classOf(label: string): string {
  return label.startsWith('smalltalk.') ? 'smalltalk.chat' : label;
}
