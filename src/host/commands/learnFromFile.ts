/** Learn from This File: the voices of the model learn the text. The result is stored in the model until Forget What Was Learned. */
import { withLateProgress } from '../lateProgress';
import { inform } from '../notify';
import { offerTraining } from '../pickers/activeModel';
import { pickText, textArguments } from '../pickers/textSource';
import { WorkerProcess } from '../process/workerProcess';
import type { Services } from '../services';
import { message } from '../words';

/** Returns the number of tokens; undefined if nothing was learned, which has been reported. */
export async function learnFromFile(services: Services, argument: unknown): Promise<number | undefined> {
  const { models, workers, inference, completion, surprise } = services;
  const text = await pickText({ useSelection: false, ...textArguments(argument) });
  if (!text) return undefined;
  const model = await models.getActive('continue');
  if (!model) {
    void offerTraining('continue');
    return undefined;
  }
  const { name, state } = model.manifest;
  if (state === 'training') {
    void inform(message('models.isTraining'));
    return undefined;
  }
  const title = message('completion.learning', { name, text: text.source.name });
  const { tokens } = await withLateProgress(title, ({ token }) =>
    WorkerProcess.ask(workers, 'learn', { modelFolder: model.folder, sources: [text.source] }, token),
  );
  await inference.renewChanged();
  completion.forget();
  surprise.renew(model.folder);
  void inform(message('completion.learned', { name, text: text.source.name, count: tokens }));
  return tokens;
}
