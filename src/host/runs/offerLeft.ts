/** Trainings that an earlier window left in line: offered again, and begun when a person says so. */
import * as vscode from 'vscode';
import type { TextSource } from '../../protocol/textSource';
import { readRun } from '../../store/manifest';
import { inform, reportError } from '../notify';
import { textAt, type PickedText } from '../pickers/textSource';
import type { Services } from '../services';
import { message } from '../words';
import type { Asked } from './leftInLine';
import type { RecordedModel } from './restoreRun';
import { startTraining } from './startTraining';

/** Asks once, after the window has opened; the lines of the Models view ask on. */
export async function offerLeft(services: Services): Promise<void> {
  const { training } = services;
  const { leftInLine: left } = training;
  if (left.length === 0) return;
  const [train, remove] = [message('action.trainThem'), message('action.removeFromLine')];
  const names = left.map(({ name }) => message('name', { name }));
  const answer = await inform(message('line.leftOffer', { count: left.length, names }), train, remove);
  if (answer !== train && answer !== remove) return;
  for (const [index, { id }] of left.entries()) {
    const asked = training.takeLeft(id);
    // The last one says when all are trained.
    if (asked && answer === train) void trainLeft(services, asked, index < left.length - 1);
  }
}

/** The text is read where it is now; where it is gone, or excluded, that is said. */
export async function trainLeft(services: Services, asked: Asked, oneOfSeveral = false): Promise<void> {
  const { choice, name, origin, from, resumeFrom } = asked;
  try {
    const earlier = resumeFrom === undefined ? undefined : await runIn(services, resumeFrom);
    if (resumeFrom !== undefined && !earlier) {
      void inform(message('line.leftGone', { name }));
      return;
    }
    const [text, target] = await Promise.all(asked.sources.map(foundAgain));
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

/** A run that can still be gone on with, by the folder of its model. */
async function runIn({ models }: Services, folder: string): Promise<RecordedModel | undefined> {
  const model = (await models.resumable()).find(entry => entry.folder === folder);
  return model && { ...model, record: await readRun(model.folder) };
}

async function foundAgain(source: TextSource): Promise<PickedText> {
  if (source.uri !== undefined) return textAt(vscode.Uri.parse(source.uri));
  const scope = source.kind === 'files' ? vscode.Uri.file(source.base) : undefined;
  return { source, scope };
}
