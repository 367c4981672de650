/** Train Forecast on This File: finds the series, shows what was found, and trains. */
import * as vscode from 'vscode';
import { together, type Given } from '../../options/read';
import { notesSeriesOptions } from '../../options/series';
import type { FoundSeries } from '../../protocol/forecast';
import type { Message } from '../../protocol/message';
import type { TrainingResult } from '../../protocol/metrics';
import type { TextSource } from '../../protocol/textSource';
import { withLateProgress } from '../lateProgress';
import { askOne } from '../pickers/questions';
import { pickText, textArguments } from '../pickers/textSource';
import { trainKind } from '../runs/startTraining';
import type { Services } from '../services';
import { frequencyMessage } from '../../words/frequency';
import { label, message, plain } from '../words';

/** @param argument `{ text, name, options }` in place of an open editor and of questions, or the file of a menu */
export async function trainForecast(services: Services, argument: unknown): Promise<TrainingResult | undefined> {
  const text = await pickText(textArguments(argument), 'visitors.csv');
  if (!text) return undefined;
  return trainKind(services, 'series', { text }, argument, () => ask(services, text.source));
}

async function ask(services: Services, source: TextSource): Promise<Given<'series'> | undefined> {
  const inspect = (column: string, rows: string): Promise<FoundSeries> =>
    withLateProgress(message('phase.reading'), () =>
      services.inference.request('inspectSeries', { source, columns: { column, rows } }),
    );
  const first = await inspect('', '');
  const rows = await rowsOf(first);
  if (rows === undefined) return undefined;
  const column = await columnOf(first);
  if (column === undefined) return undefined;
  const found = column === '' && rows === '' ? first : await inspect(column, rows);
  const inputs = await inputsOf(found);
  if (!inputs) return undefined;
  const chosen = await askForNetwork(found);
  return chosen && together('series', chosen, { data: { column, rows, inputs } });
}

/** Columns that may serve as further inputs; undefined if the person cancels. */
async function inputsOf({ others }: FoundSeries): Promise<string[] | undefined> {
  if (others.length === 0) return [];
  const title = plain(message('pick.series.title'));
  const placeHolder = plain(message('pick.series.inputs'));
  const items = others.map(name => ({ label: label(message('name', { name })), name }));
  const how = { title, placeHolder, canPickMany: true, ignoreFocusOut: true } as const;
  const picked = await vscode.window.showQuickPick(items, how);
  return picked?.map(({ name }) => name);
}

/** The name of one of several series that stand below one another; '' if there is one series. */
async function rowsOf({ rows }: FoundSeries): Promise<string | undefined> {
  if (!rows) return '';
  const { column, values } = rows;
  const lines = values.map(value => ({ label: message('name', { name: value }), value }));
  const picked = await askOne(lines, message('pick.series.rows', { column }), message('pick.series.title'));
  return picked === undefined ? undefined : `${column}=${picked}`;
}

/** The column of the series; '' if there is one column. */
async function columnOf({ column, others }: FoundSeries): Promise<string | undefined> {
  if (others.length === 0) return '';
  const lines = [column, ...others].map(name => ({ label: message('name', { name }), value: name }));
  return askOne(lines, message('pick.series.column'), message('pick.series.title'));
}

function askForNetwork(found: FoundSeries): Promise<Given<'series'> | undefined> {
  const choices = {
    recurrent: {},
    lstm: { network: { cell: 'lstm', layers: 2 } },
    differences: { network: { values: 'differences' } },
    linear: { network: { form: 'linear' } },
    notes: notesSeriesOptions,
  } satisfies Record<string, Given<'series'>>;
  const lines = (['recurrent', 'lstm', 'differences', 'linear', 'notes'] as const).map(name => ({
    label: message(`pick.series.${name}`),
    detail: message(`pick.series.${name}.detail`),
    value: choices[name],
  }));
  return askOne<Given<'series'>>(lines, describe(found), message('pick.series.title'));
}

function describe({ column, count, dates }: FoundSeries): Message {
  if (!dates) return message('series.found', { column, count });
  return message('series.foundDated', {
    column,
    count,
    frequency: frequencyMessage(dates),
    first: dates.first,
    last: dates.last,
  });
}
