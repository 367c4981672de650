/** A model that a command uses: found, opened, and closed however the work ends. */
import { usesOf } from '../kinds/descriptions';
import { openModel } from '../kinds/implementations';
import { engineOption } from '../options/editor';
import type { KindId, ModelUse } from '../protocol/kind';
import { findModel, type Need } from './home';
import { untilInterrupted } from './interruption';
import { valueOrStandard, type FlagValues } from './optionFlags';
import { sentence, type Terminal } from './terminal';

export type UsedModel = Awaited<ReturnType<typeof openModel>>;

export type Suits = Need['suits'];

export const hasWeights: Suits = model => model.hasWeights;

export const hasWeightsOf =
  (kind: KindId): Suits =>
  model =>
    model.hasWeights && model.manifest.kind === kind;

/** Stopped or broken off, and kept well enough to go on. */
export const canGoOn =
  (kind: KindId): Suits =>
  ({ hasCheckpoint, manifest }) =>
    hasCheckpoint && manifest.kind === kind;

export const usableTo =
  (use: ModelUse): Suits =>
  ({ hasWeights: saved, manifest }) =>
    saved && usesOf(manifest).includes(use);

const needOf = (suits: Suits, { remark }: Pick<Terminal, 'remark'>): Need => ({
  suits,
  remark: shown => {
    remark(sentence(shown));
  },
});

/** The folder of a model, among those of --models or, for a command that makes models, of --out. @throws UnrollError 'model-not-found' */
export const folderOf = (
  model: string,
  suits: Suits,
  values: FlagValues,
  terminal: Pick<Terminal, 'remark'>,
): Promise<string> => findModel(model, String(values['models'] ?? values['out']), needOf(suits, terminal));

/** @param work is given up at Ctrl+C @throws UnrollError 'model-not-found', 'model-damaged', and as `work` does */
export async function withModel<T>(
  name: string,
  suits: Suits,
  values: FlagValues,
  terminal: Pick<Terminal, 'remark'>,
  work: (model: UsedModel, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const folder = await folderOf(name, suits, values, terminal);
  const model = await openModel(folder, valueOrStandard(engineOption, values));
  try {
    return await untilInterrupted(signal => work(model, signal));
  } finally {
    model.dispose();
  }
}
