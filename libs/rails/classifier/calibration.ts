/** How much each piece of evidence counts (see `evidenceOf`); fitted on held-out folds by `apps/cli/train-rails.ts`. */
export const calibration = {
  grammar: [0.0506, 1.1021, 0.3639, 0.999, -0.0054, 0.5383, -0.5431, 0.8097, 1.1508, 0.3655],
};
