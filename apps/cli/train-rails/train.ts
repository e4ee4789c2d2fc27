import { BUCKETS } from '../../../libs/rails/classifier/features.ts';
import { softmax, type Model } from '../../../libs/rails/classifier/model.ts';

export interface Example {
  readonly features: Uint16Array;
  readonly label: number;
  readonly weight: number;
}

const EPOCHS = 9;
const RATE = 0.25;
const DECAY = 2e-6;

/** Softmax regression by AdaGrad, then int8. */
export function train(examples: readonly Example[], labels: readonly string[], random: () => number): Model {
  const count = labels.length;
  const weights = new Float32Array(BUCKETS * count);
  const seen = new Float32Array(BUCKETS * count).fill(0.1);
  const biases = new Float64Array(count);
  const order = examples.map((_, i) => i);
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    shuffle(order, random);
    for (const i of order) {
      const example = examples[i];
      if (example) step(example, { weights, seen, biases, count });
    }
  }
  return quantise(weights, biases, labels);
}

interface State {
  readonly weights: Float32Array;
  readonly seen: Float32Array;
  readonly biases: Float64Array;
  readonly count: number;
}

function step({ features, label, weight }: Example, { weights, seen, biases, count }: State): void {
  const norm = 1 / Math.sqrt(Math.max(1, features.length));
  const sums = Float64Array.from(biases);
  for (const bucket of features)
    for (let k = 0, at = bucket * count; k < count; k++, at++) sums[k] = (sums[k] ?? 0) + (weights[at] ?? 0) * norm;
  const found = softmax(sums);
  for (let k = 0; k < count; k++) {
    const gradient = ((found[k] ?? 0) - (k === label ? 1 : 0)) * weight;
    if (Math.abs(gradient) < 1e-4) continue;
    biases[k] = (biases[k] ?? 0) - 0.02 * gradient;
    for (const bucket of features) {
      const at = bucket * count + k;
      const slope = gradient * norm + DECAY * (weights[at] ?? 0);
      seen[at] = (seen[at] ?? 0) + slope * slope;
      weights[at] = (weights[at] ?? 0) - (RATE * slope) / Math.sqrt(seen[at] ?? 1);
    }
  }
}

function quantise(weights: Float32Array, biases: Float64Array, labels: readonly string[]): Model {
  const count = labels.length;
  const most = new Float64Array(count);
  weights.forEach((value, i) => (most[i % count] = Math.max(most[i % count] ?? 0, Math.abs(value))));
  const scales = [...most].map((value) => value / 127 || 1);
  const packed = Int8Array.from(weights, (value, i) => Math.round(value / (scales[i % count] ?? 1)));
  return { labels, scales, biases: [...biases], weights: packed, temperature: 1 };
}

export function shuffle(list: number[], random: () => number): void {
  for (let i = list.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [list[i], list[j]] = [list[j] ?? 0, list[i] ?? 0];
  }
}

/** Numbers that look random and are the same every time. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
