/** Offers the trainings that an earlier window left in line; they start only when a person agrees. */
import * as vscode from 'vscode';
import type { TextSource } from '../../protocol/textSource';
import { readRun } from '../../store/manifest';
import { inform, reportError } from '../notify';
import { textAt, type PickedText } from '../pickers/textSource';
import type { Services } from '../services';
import { message } from '../words';
import type { TrainingRequest } from './leftInLine';
import type { RecordedModel } from './restoreRun';
import { startTraining } from './startTraining';

/** Asks once, after the window has opened; later the lines of the Models view offer them. */
export async function offerLeft(services: Services): Promise<void> {
  const { training } = services;
  const { leftInLine: left } = training;
  if (left.length === 0) return;
  const [train, remove] = [message('action.trainThem'), message('action.removeFromLine')];
  const names = left.map(({ name }) => message('name', { name }));
  const answer = await inform(message('line.leftOffer', { count: left.length, names }), train, remove);
  if (answer !== train && answer !== remove) return;
  for (const [index, { id }] of left.entries()) {
    const request = training.takeLeft(id);
    // Only the last training shows a notification at its end.
    if (request && answer === train) void trainLeft(services, request, index < left.length - 1);
  }
}

/** Reads the text again and trains; a text that is gone or excluded is reported. */
export async function trainLeft(services: Services, request: TrainingRequest, oneOfSeveral = false): Promise<void> {
  const { choice, name, origin, from, resumeFrom } = request;
  try {
    const earlier = resumeFrom === undefined ? undefined : await runIn(services, resumeFrom);
    if (resumeFrom !== undefined && !earlier) {
      void inform(message('line.leftGone', { name }));
      return;
    }
    const [text, target] = await Promise.all(request.sources.map(foundAgain));
    if (!text) return;
    await startTraining(services, {
      text,
      choice,
      name,
      oneOfSeveral,
      ...(target ? { target: target.source } : {}),
      ...(origin ? { origin } : {}),
      ...(from === undefined ? {} : { from }),
      ...(earlier ? { earlier } : {}),
    });
  } catch (thrown) {
    void reportError(thrown, services.log);
  }
}

/** The resumable run in a model's folder. */
async function runIn({ models }: Services, folder: string): Promise<RecordedModel | undefined> {
  const model = (await models.resumable()).find(entry => entry.folder === folder);
  return model && { ...model, record: await readRun(model.folder) };
}

async function foundAgain(source: TextSource): Promise<PickedText> {
  if (source.uri !== undefined) return textAt(vscode.Uri.parse(source.uri));
  const scope = source.kind === 'files' ? vscode.Uri.file(source.base) : undefined;
  return { source, scope };
}
