/** Show Forecast: the forecast of the active model, inserted below the selection, copied, saved or opened as a table. */
import * as vscode from 'vscode';
import { forecastCsv } from '../../exports/forecastCsv';
import { forecastRows, rowShapeOf } from '../../exports/forecastRows';
import type { ForecastResult } from '../../protocol/forecast';
import { slugOf } from '../../store/models';
import { withLateProgress } from '../lateProgress';
import { given, isNumber, isOneOf } from '../given';
import { isUri } from '../pickers/textSource';
import type { UsableModel } from '../models/active';
import { inform, remark, warn } from '../notify';
import { activeModel } from '../pickers/activeModel';
import { openEditor } from '../pickers/openEditor';
import { askForPlace } from '../pickers/askForPlace';
import { askOne } from '../pickers/questions';
import type { Services } from '../services';
import { message } from '../words';

const actions = ['insert', 'copy', 'save', 'open'] as const;
type ForecastAction = (typeof actions)[number];

/** @param argument `{ action, target, horizon }` in place of questions */
export async function showForecast(services: Services, argument: unknown): Promise<ForecastResult | undefined> {
  const model = await activeModel(services, 'forecast');
  if (!model) return undefined;
  const horizon = given(argument, 'horizon', isNumber) ?? 0;
  const editor = openEditor();
  const title = message('forecast.forecasting', { name: model.manifest.name });
  const found = await withLateProgress(title, ({ token }) =>
    services.inference.request('forecast', { modelFolder: model.folder, horizon }, token),
  );
  const chosen =
    given(argument, 'action', isOneOf(actions)) ??
    (await ask(model, found, editor && (continues(editor, model, found) ? 'first' : 'last')));
  if (chosen === 'insert' && editor) await insertBelow(editor, found);
  if (chosen === 'copy') await copy(found);
  if (chosen === 'save') await save(model, found, given(argument, 'target', isUri));
  if (chosen === 'open') {
    const document = await vscode.workspace.openTextDocument({ content: tableOf(found) });
    await vscode.window.showTextDocument(document, { preview: false });
  }
  return found;
}

async function copy(found: ForecastResult): Promise<void> {
  await vscode.env.clipboard.writeText(tableOf(found));
  remark(message('forecast.copied'));
}

const tableOf = ({ name, dated, forecast }: ForecastResult): string => forecastCsv(name, dated, forecast);

function ask(
  { manifest }: UsableModel,
  { name: column, winner, forecast }: ForecastResult,
  insertion: 'first' | 'last' | undefined,
): Promise<ForecastAction | undefined> {
  const title = message('forecast.by', { column, name: manifest.name, winner: message(`series.forecaster.${winner}`) });
  const whatToDo = message('forecast.whatToDo', {
    count: forecast.length,
    first: forecast[0]?.when ?? '',
    last: forecast.at(-1)?.when ?? '',
  });
  const lines = actions.map(value => ({
    label: message(`forecast.${value}`),
    ...(value === 'insert' ? { detail: message('forecast.insert.detail') } : {}),
    value,
  }));
  const others = lines.filter(({ value }) => value !== 'insert');
  const offered = { first: lines, last: [...others, lines[0]!] };
  return askOne(insertion ? offered[insertion] : others, whatToDo, title);
}

/**
 * Whether the forecast continues the file: it is the file that the model was trained on, or its last line ends with a number (with dates: is a
 * row of a table).
 */
function continues({ document }: vscode.TextEditor, { manifest }: UsableModel, found: ForecastResult): boolean {
  if ('source' in manifest && manifest.source.uri === document.uri.toString()) return true;
  const last = document.lineAt(lastLineOf(document).line).text;
  return found.dated ? /^.*\d.*[\t,;].*\d/.test(last) : /\d\s*$/.test(last);
}

/**
 * Inserts rows in the format of the text: numbers alone, or in the columns of the table above, with its separator. They are scrolled to, because the
 * end of a file is seldom visible.
 */
async function insertBelow(editor: vscode.TextEditor, found: ForecastResult): Promise<void> {
  const { document, selection } = editor;
  const end = selection.isEmpty ? lastLineOf(document) : document.lineAt(lastSelected(selection)).range.end;
  const above = document.lineAt(end.line).text;
  const separator = ['\t', ';'].find(mark => above.includes(mark)) ?? ',';
  const shape = rowShapeOf(found, { first: document.lineAt(0).text, last: above, separator });
  const hasComma = writesComma(document, end.line, shape || found.dated ? separator : undefined);
  const rows = forecastRows(found, shape, separator, hasComma);
  const { version, lineCount } = document;
  await editor.edit(edit => edit.insert(end, `${above === '' ? '' : '\n'}${rows.join('\n')}`));
  // For a read-only editor `edit` returns true although nothing changed.
  if (document.version === version) {
    if (await warn(message('forecast.readOnly'), message('action.copy'))) await copy(found);
    return;
  }
  const last = end.line + document.lineCount - lineCount;
  editor.revealRange(new vscode.Range(end.line, 0, last, 0), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

/** The number of lines above from which the format of numbers is detected. */
const linesRead = 20;

/** Whether numbers have a decimal comma. @param separator of columns; undefined without columns */
function writesComma(document: vscode.TextDocument, line: number, separator: string | undefined): boolean {
  // If commas separate columns, they are not decimal commas.
  if (separator === ',') return false;
  const from = Math.max(0, line - linesRead);
  const above = document.getText(new vscode.Range(from, 0, line + 1, 0)).split(/\r?\n/);
  return above.some(text =>
    /^[^.]*\d,\d+[^.]*$/.test(text.slice(separator === undefined ? 0 : text.lastIndexOf(separator))),
  );
}

/** A selection that ends at the beginning of a line does not contain that line. */
const lastSelected = ({ start, end }: vscode.Selection): number =>
  end.character === 0 && end.line > start.line ? end.line - 1 : end.line;

/** The end of the last line that is not blank. */
function lastLineOf(document: vscode.TextDocument): vscode.Position {
  let line = document.lineCount - 1;
  while (line > 0 && document.lineAt(line).isEmptyOrWhitespace) line--;
  return document.lineAt(line).range.end;
}

async function save({ manifest }: UsableModel, found: ForecastResult, place: vscode.Uri | undefined): Promise<void> {
  const target = place ?? (await askForPlace(`${slugOf(manifest.name)}-forecast.csv`));
  if (!target) return;
  await vscode.workspace.fs.writeFile(target, Buffer.from(tableOf(found)));
  const open = message('action.open');
  if (place === undefined && (await inform(message('export.done', { name: target.fsPath }), open)))
    await vscode.window.showTextDocument(target);
}
