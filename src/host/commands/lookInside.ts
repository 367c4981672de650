/** Look Inside Model…: how far back gradients reach, and the activations of units over the selection or the text around the cursor. */
import { canLookInside, insideRefusalOf } from '../../kinds/descriptions';
import type { InsideReport } from '../../protocol/inside';
import { withLateProgress } from '../lateProgress';
import { isUsable } from '../models/active';
import { inform } from '../notify';
import { pickPassage } from '../pickers/passage';
import { isGiven, pickModel } from '../pickers/pickModel';
import { textOfModel } from '../pickers/textOfModel';
import { WorkerProcess } from '../process/workerProcess';
import type { Services } from '../services';
import { message } from '../words';

/** @param argument an entry of the Models view, or `{ id }`; with `{ text }` in place of the open text */
export async function lookInside(
  { models, workers, pages }: Services,
  argument: unknown,
): Promise<InsideReport | undefined> {
  const usable = (await models.list()).filter(isUsable);
  const all = usable.filter(({ manifest }) => canLookInside(manifest));
  const named = isGiven(argument) ? usable.find(({ id }) => id === argument.id) : undefined;
  const refusal = named && insideRefusalOf(named.manifest.name, named.manifest);
  if (refusal || all.length === 0) {
    void inform(refusal ?? message('inside.none'));
    return undefined;
  }
  const given = isGiven(argument) || all.length > 1 ? argument : all[0];
  const model = await pickModel(all, given, message('inside.which'));
  const passage = model && (await pickPassage(argument));
  if (!passage) return undefined;
  const own = await textOfModel(model).catch(() => undefined);
  const sources = [own?.source, passage.source].filter(source => source !== undefined);
  const { name } = model.manifest;
  const request = { modelFolder: model.folder, before: passage.before, passage: passage.text, sources };
  const report = await withLateProgress(message('inside.looking', { name }), ({ token }) =>
    WorkerProcess.ask(workers, 'inside', request, token),
  );
  pages.show(`inside ${model.id}`, message('inside.title', { name }), { kind: 'inside', report });
  return report;
}
