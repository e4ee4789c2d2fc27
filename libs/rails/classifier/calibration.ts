/** How much each piece of evidence counts (see `evidenceOf`); fitted on held-out folds by `apps/cli/train-rails.ts`. */
export const calibration = { grammar: [0.1779, 1.041, 0.212, 1.2119, -0.4508, 1.498, -0.3126, 1.8297] };
