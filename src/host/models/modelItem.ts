/** A model as a line of a list. */
import { describeManifest, perplexityText } from '../training/describe';
import type { ModelEntry } from '../../store/models';

export interface ModelLine {
  label: string;
  description: string;
  detail: string;
}

export function modelLine(entry: ModelEntry): ModelLine {
  if (entry.kind === 'damaged') return { label: entry.id, description: 'damaged', detail: entry.reason };
  const { name, run, state, source, createdAt } = entry.manifest;
  const loss = run.result?.validationLoss ?? run.result?.trainLoss ?? run.metrics.at(-1)?.trainLoss;
  const quality = loss === undefined ? '' : `, perplexity ${perplexityText(loss)}`;
  const status = state === 'finished' ? '' : state === 'training' ? ', being trained' : ', interrupted';
  return {
    label: name,
    description: `${describeManifest(entry.manifest)}${quality}${status}`,
    detail: `Trained on ${source.name} (${source.characters.toLocaleString('en')} characters), ${createdAt.slice(0, 10)}`,
  };
}
