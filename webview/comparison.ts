/** The first samples of a model beside the latest ones. */
import type { GeneratedSample } from '../src/protocol/metrics';
import type { RunStatus } from '../src/protocol/run';
import type { Key } from '../src/words/message';

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

type NewestTitle = Extract<Key, `page.samples.${'now' | 'last' | 'beforeStop' | 'beforeBreak'}`>;

/** The title of the newest samples. A run that was stopped or broke off makes none at its end. */
export function newestTitle(status: RunStatus): NewestTitle {
  switch (status.state) {
    case 'ended':
      return status.result.reason === 'stopped' ? 'page.samples.beforeStop' : 'page.samples.last';
    case 'failed':
    case 'interrupted':
      return 'page.samples.beforeBreak';
    default:
      return 'page.samples.now';
  }
}
