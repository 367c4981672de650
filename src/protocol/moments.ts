/** Names of the arrays of a checkpoint besides the weights: the optimiser's moments and the means of weights. */

/** The moments of one parameter, by optimiser. */
export const momentNames = (parameter: string) =>
  ({
    sgd: [],
    adam: [`adam.first.${parameter}`, `adam.second.${parameter}`],
    muon: [`muon.momentum.${parameter}`],
  }) as const;

/** The name of a parameter's mean. */
export const averageName = (parameter: string): string => `average.${parameter}`;

/** Whether the name is one of a moment or a mean, not of a weight. */
export const isMoment = (name: string): boolean => /^(adam\.(first|second)|muon\.momentum|average)\./.test(name);
