/** How much each piece of evidence counts (see `evidenceOf`); fitted on held-out folds by `apps/cli/train-rails.ts`. */
export const calibration = { grammar: [0.1637, 0.9297, 0.0201, 1.1906, -0.0884, 1.4492, -0.3226, 1.8215] };
