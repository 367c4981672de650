/** The few settings "Train Model on This File…" asks for. */
import type { LanguageModelOptions } from '../../options/language';
import { cellNames, tokenisations, type CellName, type Tokenisation } from '../../protocol/model';

export interface TrainingChoices {
  cell: CellName;
  layers: number;
  hiddenSize: number;
  tokenisation: Tokenisation;
  epochs: number;
}

export const choicesOf = ({ network, text, training }: LanguageModelOptions): TrainingChoices => ({
  cell: network.cell,
  layers: network.layers,
  hiddenSize: network.hiddenSize,
  tokenisation: text.tokenisation,
  epochs: training.epochs,
});

export const applyChoices = (options: LanguageModelOptions, choices: TrainingChoices): LanguageModelOptions => ({
  ...options,
  text: { ...options.text, tokenisation: choices.tokenisation },
  network: { ...options.network, cell: choices.cell, layers: choices.layers, hiddenSize: choices.hiddenSize },
  training: { ...options.training, epochs: choices.epochs },
});

/** Choices remembered by an earlier version may be of another kind. */
export function isChoices(value: unknown): value is TrainingChoices {
  if (typeof value !== 'object' || value === null) return false;
  const { cell, layers, hiddenSize, tokenisation, epochs } = value as Partial<Record<keyof TrainingChoices, unknown>>;
  return (
    cellNames.some(name => name === cell) &&
    tokenisations.some(name => name === tokenisation) &&
    [layers, hiddenSize, epochs].every(count => typeof count === 'number' && Number.isInteger(count) && count > 0)
  );
}

/** A whole number 1..most as a person types it. */
export function positiveInteger(text: string, most: number): number | undefined {
  if (!/^\s*\d+\s*$/.test(text)) return undefined;
  const value = Number(text);
  return value >= 1 && value <= most ? value : undefined;
}
