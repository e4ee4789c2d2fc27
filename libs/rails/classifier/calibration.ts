/** How much each piece of evidence counts (see `evidenceOf`); fitted on held-out folds by `apps/cli/train-rails.ts`. */
export const calibration = {
  grammar: [0.3838, 1.2419, 0.0701, 1.0693, -0.1729, 0.3774, -0.3708, 0.7915, 1.0904, 0.4089],
};
