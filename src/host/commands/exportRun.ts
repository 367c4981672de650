/** Export Training…: the curves of a run for a spreadsheet, a program or TensorBoard, or the whole run as a self-contained page. */
import * as vscode from 'vscode';
import { runCsv } from '../../exports/csv';
import { runPage } from '../../exports/page';
import { eventFileName, runEvents } from '../../exports/tensorboard';
import type { StoredModelEntry } from '../../store/list';
import { readRun } from '../../store/manifest';
import { slugOf } from '../../store/models';
import type { Services } from '../services';
import { inform } from '../notify';
import { archiveEnding } from '../../store/archive';
import { WorkerProcess } from '../process/workerProcess';
import { askForPlace } from '../pickers/askForPlace';
import { showTraining } from './showTraining';
import { pickModel } from '../pickers/pickModel';
import { restoreRun, type RecordedModel } from '../runs/restoreRun';
import { given, isText } from '../given';
import { isUri } from '../pickers/textSource';
import { askOne } from '../pickers/questions';
import { message, pageWords } from '../words';

interface Format {
  id: 'csv' | 'json' | 'tensorboard' | 'html' | 'model';
  fileName(model: StoredModelEntry): string;
  /** The bytes to write; undefined if the function has written the file. */
  content(
    model: RecordedModel,
    services: Services,
    target: vscode.Uri,
  ): string | Uint8Array | Promise<string | undefined>;
}

const begun = ({ manifest }: StoredModelEntry): number => Date.parse(manifest.createdAt);
const named =
  (ending: string) =>
  ({ manifest }: StoredModelEntry): string =>
    `${slugOf(manifest.name)}.${ending}`;

const formats: readonly Format[] = [
  { id: 'html', fileName: named('html'), content: pageOf },
  { id: 'model', fileName: named(archiveEnding), content: exportAll },
  { id: 'csv', fileName: named('csv'), content: ({ record }) => runCsv(record) },
  {
    id: 'json',
    fileName: named('json'),
    content: ({ manifest, record }) => JSON.stringify({ model: manifest, run: record }, undefined, 2),
  },
  {
    id: 'tensorboard',
    fileName: model => eventFileName(begun(model)),
    content: model => runEvents(model.record, begun(model)),
  },
];

/** @param argument an entry of the Models view, or `{ id, format, target }` in place of questions @returns the written file */
export async function exportRun(services: Services, argument: unknown): Promise<vscode.Uri | undefined> {
  const model = await pickModel(await services.models.sound(), argument, message('models.whichToExport'));
  if (!model) return undefined;
  const wanted = given(argument, 'format', isText);
  const format = formats.find(({ id }) => id === wanted) ?? (await askForFormat());
  // Only an open page can draw a picture.
  if (format === 'picture') {
    await showTraining(services, model);
    return undefined;
  }
  const target = format && (given(argument, 'target', isUri) ?? (await askForPlace(format.fileName(model))));
  if (!target) return undefined;
  const content = await format.content({ ...model, record: await readRun(model.folder) }, services, target);
  if (content !== undefined)
    await vscode.workspace.fs.writeFile(target, typeof content === 'string' ? Buffer.from(content) : content);
  void offerToOpen(target);
  return target;
}

const idOf = (format: Format | 'picture') => (format === 'picture' ? format : format.id);

const askForFormat = (): Promise<Format | 'picture' | undefined> =>
  askOne<Format | 'picture'>(
    [...formats, 'picture' as const].map(value => ({
      label: message(`export.${idOf(value)}`),
      detail: message(`export.${idOf(value)}.detail`),
      value,
    })),
    message('export.how'),
  );

async function offerToOpen(target: vscode.Uri): Promise<void> {
  const name = target.path.slice(target.path.lastIndexOf('/') + 1);
  if (await inform(message('export.done', { name }), message('action.open'))) await vscode.env.openExternal(target);
}

/** Writes the model as one file, in a background process because a model may be large. */
async function exportAll({ folder }: RecordedModel, { workers }: Services, target: vscode.Uri): Promise<undefined> {
  const request = { modelFolder: folder, target: target.fsPath };
  await WorkerProcess.during({ ...workers, lowPriority: false }, worker => worker.request('exportModel', request));
}

/** The bundled page with this run in it. */
async function pageOf(model: RecordedModel, { context }: Services): Promise<string> {
  const read = async (name: string): Promise<Buffer> =>
    Buffer.from(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(context.extensionUri, 'dist', name)));
  const { language, catalogue } = pageWords();
  const style = String(await read('panel.css'));
  const font = /url\("?(?:\.\/)?([\w-]+\.ttf)[^)]*\)/.exec(style);
  return runPage({
    run: restoreRun(model),
    script: String(await read('panel.js')),
    style: font?.[1]
      ? style.replace(font[0], `url(data:font/ttf;base64,${(await read(font[1])).toString('base64')})`)
      : style,
    language,
    catalogue: JSON.stringify(catalogue),
  });
}
