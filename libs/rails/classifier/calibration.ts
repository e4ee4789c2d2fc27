/** How much each piece of evidence counts (see `evidenceOf`); fitted on held-out folds by `apps/cli/train-rails.ts`. */
export const calibration = { grammar: [0.0407, 0.6960, 0.2419, 1.1382, -0.3697, 1.3690, -0.3684, 2.0039] };
