/** How much each piece of evidence counts (see `evidenceOf`); fitted on held-out folds by `apps/cli/train-rails.ts`. */
export const calibration = { grammar: [0.1857, 0.7265, 0.1972, 1.1653, -0.1994, 1.4875, -0.3215, 1.8807] };
