/** Resume Training: continues a run that was stopped or broke off, on the text it began with. */
import type { TrainingResult } from '../../protocol/metrics';
import { hasSecondText } from '../../kinds/descriptions';
import type { StoredModelEntry } from '../../store/list';
import { readRun } from '../../store/manifest';
import type { Services } from '../services';
import { isGiven, pickModel } from '../pickers/pickModel';
import { secondTextOf, textOfModel } from '../pickers/textOfModel';
import { startTraining } from '../runs/startTraining';
import { pickText, textArguments, type PickedText } from '../pickers/textSource';
import { inform } from '../notify';
import { message } from '../words';

/** @param argument an entry of the Models view, or `{ id }`; with `{ text }` in place of the text it began with */
export async function resumeTraining(services: Services, argument: unknown): Promise<TrainingResult | undefined> {
  const model = await chooseRun(services, argument);
  const text = model && (await textOf(model, argument));
  if (!text) return undefined;
  // The training job checks and reports whether it is the same text.
  const { manifest } = model;
  const earlier = { ...model, record: await readRun(model.folder) };
  if (!hasSecondText(manifest)) return startTraining(services, { text, choice: manifest, earlier });
  const target = await secondTextOf(manifest.source, argument);
  return target && startTraining(services, { text, target, choice: manifest, earlier });
}

async function chooseRun({ models }: Services, argument: unknown): Promise<StoredModelEntry | undefined> {
  const runs = await models.resumable();
  const offered = isGiven(argument) ? runs.filter(({ id }) => id === argument.id) : runs;
  if (offered.length === 0) {
    void inform(message('training.nothingToResume'));
    return undefined;
  }
  return pickModel(offered, argument, message('models.whichToResume'));
}

/** The text of the argument, the text the run began with, or, if that is gone, the open text. */
async function textOf(model: StoredModelEntry, argument: unknown): Promise<PickedText | undefined> {
  const given = textArguments(argument);
  if (given.text !== undefined) return pickText({ name: model.manifest.source.name, ...given });
  return (await textOfModel(model)) ?? pickText({});
}
