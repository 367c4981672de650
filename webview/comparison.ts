/** The first samples of a model beside the latest ones. */
import type { GeneratedSample } from '../src/protocol/metrics';

export interface Comparison {
  /** Empty while there is only one report. */
  first: GeneratedSample[];
  latest: GeneratedSample[];
}

/** The samples of the latest report and those of the first that continue the same texts, or all of the first where none does. */
export function comparisonOf(samples: readonly GeneratedSample[]): Comparison {
  const ofReport = (step: number | undefined): GeneratedSample[] => samples.filter(sample => sample.step === step);
  const latest = ofReport(samples.at(-1)?.step);
  const first = ofReport(samples[0]?.step).filter(sample => !latest.includes(sample));
  const same = first.filter(({ prefix }) => latest.some(sample => sample.prefix === prefix));
  return { first: same.length > 0 ? same : first, latest };
}
