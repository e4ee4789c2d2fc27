/** How much each piece of evidence counts (see `evidenceOf`); fitted on held-out folds by `apps/cli/train-rails.ts`. */
export const calibration = { grammar: [0.5287, 0.2371, 0.1378, 1.1224, -0.4023, 1.7116, -0.1229, 1.2593] };
