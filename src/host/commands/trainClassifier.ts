/** Train Classifier on This File: finds labels and texts, shows what was found, and trains. */
import type { Given } from '../../options/read';
import type { FoundLabels } from '../../protocol/labels';
import type { Message } from '../../protocol/message';
import type { TrainingResult } from '../../protocol/metrics';
import { withLateProgress } from '../lateProgress';
import { askOne } from '../pickers/questions';
import { pickText, textArguments } from '../pickers/textSource';
import { trainKind } from '../runs/startTraining';
import type { Services } from '../services';
import { message } from '../words';

/** @param argument `{ text, name, options }` in place of an open editor and of questions, or the file or folder of a menu */
export async function trainClassifier(services: Services, argument: unknown): Promise<TrainingResult | undefined> {
  const text = await pickText({ useSelection: false, ...textArguments(argument) });
  if (!text) return undefined;
  return trainKind(services, 'labels', { text }, argument, async () =>
    ask(
      await withLateProgress(message('phase.reading'), () =>
        services.inference.request('inspectLabels', { source: text.source, columns: {} }),
      ),
    ),
  );
}

function ask(found: FoundLabels): Promise<Given<'labels'> | undefined> {
  const choices = {
    words: {},
    characters: { text: { tokenisation: 'char', minFrequency: 1 } },
    attention: { network: { pooling: 'attention' } },
  } satisfies Record<string, Given<'labels'>>;
  const lines = (['words', 'characters', 'attention'] as const).map(name => ({
    label: message(`pick.labels.${name}`),
    detail: message(`pick.labels.${name}.detail`),
    value: choices[name],
  }));
  return askOne<Given<'labels'>>(lines, describe(found), message('pick.labels.title'));
}

/** Shortens a long name, because the names share one line. */
const short = (name: string): string => (name.length > mostShown ? `${name.slice(0, mostShown - 1)}…` : name);
const mostShown = 20;

/** The number of labels that are named. */
const mostNamed = 4;

function describe({ columns, texts, different, labels }: FoundLabels): Message {
  const named = labels.slice(0, mostNamed).map(of => message('labels.count', { ...of, label: short(of.label) }));
  const figures = { texts, different, labels: different > named.length ? [...named, message('labels.more')] : named };
  return columns
    ? message('labels.foundColumns', { label: short(columns.label), text: short(columns.text), ...figures })
    : message('labels.found', figures);
}
