/** How much each piece of evidence counts (see `evidenceOf`); fitted on held-out folds by `apps/cli/train-rails.ts`. */
export const calibration = { grammar: [0.0663, 0.9081, 0.4622, 1.1462, -0.3963, 1.5838, -0.3491, 1.8656] };
