import type { PackedModel } from './model.ts';

export const packed: PackedModel = { labels: ['none.unknown'], scales: [1], biases: [0], temperature: 1, weights: '' };
