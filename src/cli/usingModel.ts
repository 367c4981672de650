/** A model that a command uses: found, opened, and closed however the work ends. */
import { openModel } from '../kinds/implementations';
import { engineOption } from '../options/editor';
import { findModel } from './home';
import { untilInterrupted } from './interruption';
import { valueOrStandard, type FlagValues } from './optionFlags';

export type UsedModel = Awaited<ReturnType<typeof openModel>>;

/** The folder of a model, among those of --models or, for a command that makes models, of --out. @throws UnrollError 'model-not-found' */
export const folderOf = (model: string, values: FlagValues): Promise<string> =>
  findModel(model, String(values['models'] ?? values['out']));

/** @param work is given up at Ctrl+C @throws UnrollError 'model-not-found', 'model-damaged', and as `work` does */
export async function withModel<T>(
  name: string,
  values: FlagValues,
  work: (model: UsedModel, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const model = await openModel(await folderOf(name, values), valueOrStandard(engineOption, values));
  try {
    return await untilInterrupted(signal => work(model, signal));
  } finally {
    model.dispose();
  }
}
