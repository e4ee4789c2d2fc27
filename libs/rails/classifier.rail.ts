import type { CommandName } from '#core';
import { featuresOf } from './classifier/features.ts';
import { probabilities, unpack, type Model } from './classifier/model.ts';
import { packed } from './classifier/weights.ts';
import type { Token } from './text/tokens.ts';

/** What the classifier thinks of a text: the likeliest label, and how likely any other is. */
export interface Opinion {
  readonly label: CommandName;
  readonly probability: number;
  of(label: CommandName): number;
  /** Whether the weights have ever seen the label: of a newer command there is no opinion. */
  knows(label: CommandName): boolean;
}

const model = unpack(packed);

/** A calibrated second opinion from the words alone. */
export function secondOpinion(tokens: readonly Token[]): Opinion {
  return opinionFrom(model, probabilities(model, featuresOf(tokens)));
}

export function opinionFrom({ labels }: Model, found: Float64Array): Opinion {
  const best = found.reduce((top, value, i) => (value > (found[top] ?? 0) ? i : top), 0);
  return {
    label: (labels[best] ?? 'none.unknown') as CommandName, // the labels the weights were trained with
    probability: found[best] ?? 0,
    knows: (label) => labels.includes(classOf(label)),
    of: (label) => found[labels.indexOf(classOf(label))] ?? 0,
  };
}

/** Talk of any kind is one class to the classifier. */
export function classOf(label: string): string {
  return label.startsWith('smalltalk.') ? 'smalltalk.chat' : label;
}
