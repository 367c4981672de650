/** Read Side by Side…: the surprise of the selection, or of the text around the cursor, under each of several models. */
import { describeModel } from '../../kinds/descriptions';
import type { Suggester } from '../../protocol/completion';
import { toUnrollError } from '../../protocol/errors';
import type { ReadersReport, SurprisalResult, TextReader } from '../../protocol/surprisal';
import { withLateProgress } from '../lateProgress';
import { canBeUsed, type UsableModel } from '../models/active';
import { inform } from '../notify';
import { pickPassage } from '../pickers/passage';
import { pickModels } from '../pickers/pickModel';
import { WorkerProcess } from '../process/workerProcess';
import type { Services } from '../services';
import { message } from '../words';

/** @param argument `{ ids, text }` in place of questions @param selection the selected lines of the Models view */
export async function readSideBySide(
  { models, workers, pages }: Services,
  argument: unknown,
  selection?: unknown,
): Promise<ReadersReport | undefined> {
  const all = (await models.list()).filter(entry => canBeUsed(entry, 'continue'));
  if (all.length < 2) {
    void inform(message('readers.tooFew'));
    return undefined;
  }
  const chosen = await pickModels(all, argument, selection, message('readers.which'));
  if (!chosen || chosen.length === 0) return undefined;
  const passage = await pickPassage(argument);
  if (!passage) return undefined;
  const count = chosen.length;
  const readers = await withLateProgress(message('readers.reading', { count }), ({ token, advance }) =>
    WorkerProcess.during({ ...workers, lowPriority: true }, worker =>
      readAll(
        chosen,
        ({ folder }, by) => {
          const request = { modelFolder: folder, before: passage.before, text: passage.text, by, tokens: true };
          return worker.request('surprise', request, token);
        },
        () => advance(1 / count),
      ),
    ),
  );
  const report = { text: passage.text, readers };
  const key = chosen.map(({ id }) => id).sort();
  pages.show(`readers ${key.join()}`, message('readers.title', { count: readers.length }), { kind: 'readers', report });
  return report;
}

type Read = (model: UsableModel, by: Suggester) => Promise<SurprisalResult>;

/** Networks read without voices, n-gram models by their counts. If there are only networks, the counting voices of one of them read too. */
async function readAll(chosen: readonly UsableModel[], read: Read, advance: () => void): Promise<TextReader[]> {
  const readers: TextReader[] = [];
  let counted = false;
  for (const model of chosen) {
    const byNetwork = await readBy(model, 'network', read);
    const reader = byNetwork ?? (await readBy(model, 'counting', read));
    if (reader) readers.push({ ...reader, counting: false });
    counted ||= !byNetwork;
    advance();
  }
  for (const model of chosen) {
    const voices = counted ? undefined : await readBy(model, 'counting', read);
    counted ||= voices !== undefined;
    if (voices) readers.push({ ...voices, description: message('readers.voices') });
  }
  return readers;
}

/** Undefined for a model that does not have this suggester. */
async function readBy(model: UsableModel, by: Suggester, read: Read): Promise<TextReader | undefined> {
  try {
    const { words, tokens = [] } = await read(model, by);
    const { name } = model.manifest;
    return { name, description: describeModel(model.manifest), counting: by === 'counting', words, tokens };
  } catch (thrown) {
    const error = toUnrollError(thrown);
    if (error.code !== 'bad-options') throw error;
    return undefined;
  }
}
