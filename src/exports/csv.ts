/** The curves of a run as a table: a line a report, commas between, empty where nothing was reported. */
import type { RunRecord } from '../protocol/run';

type Row = Partial<Record<(typeof columns)[number], number>>;

const columns = [
  'step',
  'epoch',
  'seconds',
  'trainLoss',
  'validationLoss',
  'validationBitsPerCharacter',
  'tokensPerSecond',
  'gradientNorm',
  'learningRate',
  'bleu',
  'tokenAccuracy',
  'joules',
] as const;

/** RFC 4180. Losses in nats per token; what is no number (a run that diverged) is written NaN. */
export function runCsv({ metrics, validations, qualities = [] }: RunRecord): string {
  const rows = new Map<number, Row>();
  const add = ({ step, ...values }: Row & { step: number }): void => {
    rows.set(step, { step, ...rows.get(step), ...values });
  };
  for (const report of metrics) add({ ...report });
  for (const { step, epoch, loss, bitsPerCharacter } of validations)
    add({
      step,
      epoch,
      validationLoss: loss,
      ...(bitsPerCharacter === undefined ? {} : { validationBitsPerCharacter: bitsPerCharacter }),
    });
  for (const { step, epoch, bleu, tokenAccuracy } of qualities) add({ step, epoch, bleu, tokenAccuracy });
  const lines = [...rows.keys()]
    .sort((a, b) => a - b)
    .map(step => columns.map(column => rows.get(step)?.[column] ?? '').join(','));
  return [columns.join(','), ...lines, ''].join('\r\n');
}
