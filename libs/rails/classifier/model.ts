/** A linear model over hashed features: one row of int8 weights per label, with a scale and a bias. */
export interface Model {
  readonly labels: readonly string[];
  readonly scales: readonly number[];
  readonly biases: readonly number[];
  /** Weights of a bucket for every label lie together. */
  readonly weights: Int8Array;
  /** Divides the logits, so that probabilities are as good as their word. */
  readonly temperature: number;
}

export interface PackedModel {
  readonly labels: readonly string[];
  readonly scales: readonly number[];
  readonly biases: readonly number[];
  readonly temperature: number;
  /** Base64 of the int8 weights. */
  readonly weights: string;
}

export function unpack({ weights, ...rest }: PackedModel): Model {
  const bytes = Buffer.from(weights, 'base64');
  return { ...rest, weights: new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength) };
}

/** Probabilities of all labels, in the model's order. */
export function probabilities(model: Model, features: Uint16Array): Float64Array {
  const count = model.labels.length;
  const sums = new Float64Array(count);
  for (const bucket of features) {
    const at = bucket * count;
    for (let label = 0; label < count; label++) sums[label] = (sums[label] ?? 0) + (model.weights[at + label] ?? 0);
  }
  const norm = 1 / Math.sqrt(Math.max(1, features.length));
  for (let label = 0; label < count; label++) {
    sums[label] =
      ((sums[label] ?? 0) * norm * (model.scales[label] ?? 1) + (model.biases[label] ?? 0)) / model.temperature;
  }
  return softmax(sums);
}

export function softmax(logits: Float64Array): Float64Array {
  const most = logits.reduce((a, b) => Math.max(a, b), -Infinity);
  let sum = 0;
  for (let i = 0; i < logits.length; i++) sum += logits[i] = Math.exp((logits[i] ?? 0) - most);
  for (let i = 0; i < logits.length; i++) logits[i] = (logits[i] ?? 0) / sum;
  return logits;
}
