/** The options that "Train Model on This File…" asks for. */
import * as v from 'valibot';
import { networkTable, textTable, trainingTable, type LanguageModelOptions } from '../../options/language';
import type { Option } from '../../options/option';
import type { Given } from '../../options/read';

const { cell, layers, hiddenSize } = networkTable.entries;
const { tokenisation } = textTable.entries;
const { epochs } = trainingTable.entries;
const choicesTable = v.strictObject({ cell, layers, hiddenSize, tokenisation, epochs });

export type TrainingChoices = v.InferOutput<typeof choicesTable>;

export const choicesOf = ({ network, text, training }: LanguageModelOptions): TrainingChoices => ({
  cell: network.cell,
  layers: network.layers,
  hiddenSize: network.hiddenSize,
  tokenisation: text.tokenisation,
  epochs: training.epochs,
});

/** The choices as options, without the name. */
export const optionsOf = (choices: TrainingChoices): Given<'language'> => ({
  text: { tokenisation: choices.tokenisation },
  network: { cell: choices.cell, layers: choices.layers, hiddenSize: choices.hiddenSize },
  training: { epochs: choices.epochs },
});

/** Choices stored by an earlier version may have another shape. */
export const isChoices = (value: unknown): value is TrainingChoices => v.is(choicesTable, value);

/** The number that a person typed; undefined if the option does not allow it. */
export function typed(option: Option<number>, text: string): number | undefined {
  if (!/^\s*\d+\s*$/.test(text)) return undefined;
  const value = Number(text);
  return v.is(option, value) ? value : undefined;
}
