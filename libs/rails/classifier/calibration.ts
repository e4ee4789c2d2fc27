/** How much each piece of evidence counts (see `evidenceOf`); fitted on held-out folds by `apps/cli/train-rails.ts`. */
export const calibration = {
  grammar: [-0.0454, 1.2818, -0.1305, 1.0719, -0.2965, 0.7817, -0.2714, 1.1694, 1.3409, 0.2329],
};
