/** A model as a line of a list. */
import { chosenFor, describeModel, epochsOf } from '../../kinds/descriptions';
import type { Message } from '../../protocol/message';
import type { ModelEntry, StoredModelEntry } from '../../store/list';
import { lossMessage } from '../../words/loss';
import { message } from '../../words/message';

export interface ModelLine {
  label: Message;
  description: Message;
  detail: Message;
}

export function modelLine(entry: ModelEntry): ModelLine {
  if (entry.kind === 'damaged')
    return {
      label: message('name', { name: entry.id }),
      description: message('model.damaged'),
      detail: entry.reason,
    };
  const { name, result, progress, source, createdAt, parent, notes } = entry.manifest;
  const loss = result?.validationLoss ?? result?.trainLoss ?? progress?.trainLoss;
  // The view is narrow: the parts that differ between models of one text come first.
  const parts = [
    result?.mase !== undefined && Number.isFinite(result.mase)
      ? message('model.mase', { mase: result.mase })
      : result?.accuracy !== undefined
        ? message('model.accuracy', { share: result.accuracy })
        : loss === undefined
          ? undefined
          : lossMessage(chosenFor(entry.manifest), loss),
    statusOf(entry),
    describeModel(entry.manifest),
    result && message('model.took', { seconds: result.seconds }),
    message('model.when', { when: createdAt }),
  ];
  return {
    label: message('name', { name }),
    description: message('parts', { parts: parts.filter(part => part !== undefined) }),
    detail: message('parts', {
      parts: [
        message('model.trainedOn', { name: source.name, characters: source.characters }),
        ...(parent ? [message('model.parent', { name: parent.name })] : []),
        ...(notes === undefined ? [] : [message('text', { text: notes })]),
      ],
    }),
  };
}

/** "stopped after 3.2 of 20 epochs"; undefined for a model that is done. */
function statusOf({ manifest }: StoredModelEntry): Message | undefined {
  const { state, result, progress } = manifest;
  if (state === 'training') return message('model.beingTrained');
  if (state === 'finished' && result?.reason !== 'stopped') return undefined;
  const epoch = progress?.epoch;
  const how = state === 'finished' ? 'stopped' : 'interrupted';
  if (epoch === undefined) return message(`model.${how}`);
  return message(`model.${how}After`, { epochs: epoch, planned: epochsOf(manifest) });
}
