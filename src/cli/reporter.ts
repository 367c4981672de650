/** What shows a training run to the person: the interface of all reporters. */
import type { ModelUse } from '../protocol/kind';
import { textMessage } from '../protocol/message';
import type { TrainingEvent, TrainingResult } from '../protocol/metrics';
import { newRun, type Run } from '../protocol/run';

export interface Reporter {
  event(event: TrainingEvent): void;
  /** It is about to end, and is told no more: the process may be ended at any moment. */
  stopping(line: string): void;
  result(result: TrainingResult): void;
  /** Leaves the terminal as it was, whether the run ended well or not. */
  close(): void;
}

/** Of a run only its progress is told here. */
export const emptyRun = (use: ModelUse): Run =>
  newRun({ id: '', name: '', description: textMessage(''), use, epochs: 0 }, 0);
