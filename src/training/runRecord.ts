/** The history of a run as the model's folder keeps it: every event, the long series thinned. */
import { thin } from '../protocol/thin';
import type { TrainingEvent } from '../protocol/metrics';
import type { RunRecord } from '../store/types';

/** Points a series keeps; twice as many are collected before it is thinned again. */
const seriesLimit = 2000;

export class RunRecorder {
  readonly record: RunRecord;

  constructor(earlier?: RunRecord) {
    this.record = earlier ?? { metrics: [], validations: [], samples: [], baselines: [], notes: [] };
  }

  add(event: TrainingEvent): void {
    const { record } = this;
    switch (event.kind) {
      case 'started':
        record.corpus = event.corpus;
        record.engine = event.engine;
        return;
      case 'metrics':
        record.metrics.push(event.metrics);
        if (record.metrics.length > 2 * seriesLimit) record.metrics = thin(record.metrics, seriesLimit);
        return;
      case 'validation':
        record.validations.push(event.validation);
        if (record.validations.length > 2 * seriesLimit) record.validations = thin(record.validations, seriesLimit);
        return;
      case 'sample':
        record.samples.push(event.sample);
        if (record.samples.length > 200) record.samples = thin(record.samples, 100);
        return;
      case 'quality':
        record.qualities = [...(record.qualities ?? []), event.quality];
        if (record.qualities.length > 2 * seriesLimit) record.qualities = thin(record.qualities, seriesLimit);
        return;
      case 'baseline':
        record.baselines.push(event.baseline);
        return;
      case 'note':
        record.notes.push(event.message);
        return;
      case 'phase':
      case 'checkpoint':
        return;
    }
  }
}
