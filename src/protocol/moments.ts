/** What a checkpoint calls the arrays that are kept beside the weights: those of the optimiser, and means. */

/** Of one parameter, by the rule that steps it. */
export const momentNames = (parameter: string) =>
  ({
    sgd: [],
    adam: [`adam.first.${parameter}`, `adam.second.${parameter}`],
    muon: [`muon.momentum.${parameter}`],
  }) as const;

/** Of the mean of a parameter. */
export const averageName = (parameter: string): string => `average.${parameter}`;

/** Whether it is kept beside the weights, by the optimiser or as their mean. */
export const isMoment = (name: string): boolean => /^(adam\.(first|second)|muon\.momentum|average)\./.test(name);
