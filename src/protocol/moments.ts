/** What a checkpoint calls the arrays that an optimiser keeps beside the weights. */

/** Of one parameter, by the rule that steps it. */
export const momentNames = (parameter: string) =>
  ({
    sgd: [],
    adam: [`adam.first.${parameter}`, `adam.second.${parameter}`],
    muon: [`muon.momentum.${parameter}`],
  }) as const;

export const isMoment = (name: string): boolean => /^(adam\.(first|second)|muon\.momentum)\./.test(name);
