/** How much each piece of evidence counts (see `evidenceOf`); fitted on held-out folds by `apps/cli/train-rails.ts`. */
export const calibration = { grammar: [0.2186, 1.0132, 0.0718, 1.2469, -0.4098, 1.4806, -0.3004, 1.9297] };
