/** A model as a line of a list. */
import { describeModel, epochsOf } from '../../kinds/descriptions';
import { perplexityText } from '../runs/describe';
import type { ModelEntry, StoredModelEntry } from '../../store/list';

export interface ModelLine {
  label: string;
  description: string;
  detail: string;
}

export function modelLine(entry: ModelEntry): ModelLine {
  if (entry.kind === 'damaged') return { label: entry.id, description: 'damaged', detail: entry.reason };
  const { name, result, progress, source, createdAt } = entry.manifest;
  const loss = result?.validationLoss ?? result?.trainLoss ?? progress?.trainLoss;
  const quality = loss === undefined ? '' : `perplexity ${perplexityText(loss)}`;
  return {
    label: name,
    // What differs between two models of a text comes first: the view is narrow.
    description: [quality, statusOf(entry), describeModel(entry.manifest)].filter(part => part !== '').join(' · '),
    detail: `Trained on ${source.name} (${source.characters.toLocaleString('en')} characters), ${createdAt.slice(0, 10)}`,
  };
}

/** "stopped after 3.2 of 20 epochs"; '' for a model that is done. */
function statusOf({ manifest }: StoredModelEntry): string {
  const { state, result, progress } = manifest;
  if (state === 'training') return 'being trained';
  if (state === 'finished' && result?.reason !== 'stopped') return '';
  const word = state === 'finished' ? 'stopped' : 'interrupted';
  const epoch = progress?.epoch;
  return epoch === undefined ? word : `${word} after ${epoch.toFixed(1)} of ${epochsOf(manifest)} epochs`;
}
