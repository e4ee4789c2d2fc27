/** How much each piece of evidence counts (see `evidenceOf`); fitted on held-out folds by `apps/cli/train-rails.ts`. */
export const calibration = {
  grammar: [0.3719, 1.2401, 0.1153, 1.0558, -0.1755, 0.3136, -0.4466, 0.7294, 0.9414, 0.4784],
};
