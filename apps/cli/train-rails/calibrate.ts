/** Logistic regression by gradient descent: how far evidence may be trusted. */
export function fit(judgements: readonly { readonly x: readonly number[]; readonly y: number }[]): number[] {
  const size = judgements[0]?.x.length ?? 0;
  const weights = Array.from({ length: size }, () => 0);
  const squares = Array.from({ length: size }, () => 1e-3);
  for (let round = 0; round < 3000; round++) {
    const slope = Array.from({ length: size }, (_, i) => 0.002 * (weights[i] ?? 0));
    for (const { x, y } of judgements) {
      const error = sigmoid(x.reduce((sum, value, i) => sum + value * (weights[i] ?? 0), 0)) - y;
      for (let i = 0; i < size; i++) slope[i] = (slope[i] ?? 0) + (error * (x[i] ?? 0)) / judgements.length;
    }
    for (let i = 0; i < size; i++) {
      squares[i] = (squares[i] ?? 0) + (slope[i] ?? 0) ** 2;
      weights[i] = (weights[i] ?? 0) - (0.3 * (slope[i] ?? 0)) / Math.sqrt(squares[i] ?? 1);
    }
  }
  return weights;
}

function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(-value));
}
