/** What each command does. They return the exit code: 0 done, 130 ended by Ctrl+C with the model kept. */
import { languageTable, textTable } from '../options/language';
import { whole } from '../options/option';
import { withStandard } from '../options/read';
import { lengthOption, samplingTable, type SamplingOptions } from '../options/sampling';
import type { VocabularyReport } from '../protocol/worker';
import { listModels, type ModelEntry, type StoredModelEntry } from '../store/list';
import type { ModelManifest } from '../store/types';
import { chosenFor, describeModel } from '../kinds/descriptions';
import { capabilityOf } from '../kinds/implementations';
import { lossMessage } from '../words/loss';
import { message } from '../words/message';
import { given } from './flags';
import { engineLines } from './format';
import { untilInterrupted } from './interruption';
import { flagsOf, givenBy, valueOrStandard, type FlagValues } from './optionFlags';
import { logLogPlot } from './plot';
import { count, padded, places, say, sentence, type Terminal } from './terminal';
import { sourceOf } from './input';
import { usableTo, withModel } from './usingModel';

export const generate = (name: string, values: FlagValues, terminal: Terminal): Promise<number> =>
  withModel(name, usableTo('continue'), values, terminal, async (model, signal) => {
    const { print, paint, remark } = terminal;
    const continueText = capabilityOf(model, 'continue');
    const json = values['json'] === true;
    const asked = {
      modelFolder: model.folder,
      most: { tokens: valueOrStandard(lengthOption, values) },
      stopAt: [],
      sampling: samplingFrom(values),
      networkAlone: values['networkAlone'] === true,
      timeBudgetMs: 0,
    };
    const prefixes = Array.isArray(values['prefix']) ? values['prefix'].map(String) : [''];
    for (const prefix of prefixes) {
      if (!json) paint(prefix);
      const result = await continueText({ ...asked, prefix }, signal, piece => {
        if (!json) paint(piece);
      }).finally(() => {
        if (!json) print('');
      });
      if (json) print(JSON.stringify({ prefix, ...result }));
      if (result.unknown.length > 0)
        remark(say('terminal.unknownTokens', { tokens: result.unknown.map(token => JSON.stringify(token)).join(' ') }));
    }
    return 0;
  });

/** @throws UnrollError 'bad-options' */
export function samplingFrom(values: FlagValues): SamplingOptions {
  const greedy = values['greedy'] === true ? { temperature: 0 } : {};
  return withStandard('sampling', ...givenBy(values, flagsOf(samplingTable)), greedy);
}

export const textFlags = flagsOf(textTable);

export const topOption = whole(0, 100, { standard: 20, flag: '--top <n>', words: 'option.top' });

export async function vocabulary(file: string, values: FlagValues, terminal: Terminal): Promise<number> {
  const options = withStandard('text', ...givenBy(values, textFlags));
  const { print, width } = terminal;
  const source = await sourceOf(file, terminal, given(values['encoding']));
  const top = valueOrStandard(topOption, values);
  const { buildVocabulary } = await import('../worker/buildVocabulary');
  const report = await untilInterrupted(signal => buildVocabulary({ source, options }, signal));
  if (values['json'] === true) print(JSON.stringify(report));
  else vocabularyLines(report, top, Math.min(72, width - 16)).forEach(print);
  return 0;
}

export function vocabularyLines(report: VocabularyReport, top: number, plotWidth: number): string[] {
  const { name, characters, tokens, size, coverage, droppedTypes, zipf, zipfExponent } = report;
  const shown = report.top.slice(0, top);
  const width = Math.max(0, ...shown.map(({ token }) => JSON.stringify(token).length));
  const points = zipf.map(({ rank, frequency }) => ({ x: rank, y: frequency }));
  return [
    ...report.notes.map(sentence),
    say('terminal.vocabulary.text', { name, characters, tokens }),
    say('terminal.vocabulary.size', { size, coverage, rarer: droppedTypes }),
    say('terminal.vocabulary.exponent', { exponent: zipfExponent }),
    '',
    say('terminal.vocabulary.mostFrequent'),
    ...shown.map(({ token, frequency }) => `  ${padded(JSON.stringify(token), width)}  ${count(frequency)}`),
    '',
    ...logLogPlot(
      points,
      Math.max(20, plotWidth),
      14,
      say('terminal.vocabulary.rank'),
      say('terminal.vocabulary.frequency'),
    ),
  ];
}

export async function models(values: FlagValues, { print }: Terminal): Promise<number> {
  const folder = String(values['models']);
  const entries = await listModels(folder);
  if (values['json'] === true) entries.map(entry => JSON.stringify(summaryOf(entry))).forEach(print);
  else if (entries.length === 0) print(say('terminal.noModels', { folder }));
  else modelLines(entries).forEach(print);
  return 0;
}

function summaryOf(entry: ModelEntry) {
  const { id, folder } = entry;
  if (entry.kind === 'damaged') return { id, folder, damaged: entry.reason };
  const { name, createdAt, state, parameters, options, result } = entry.manifest;
  return { id, folder, name, createdAt, state, parameters, options, result, hasWeights: entry.hasWeights };
}

/** "notes-1a2b3  LSTM, 1 layer of 256, characters  perplexity 6.410  Jan 2, 2026, 03:04 AM  notes (interrupted)", in columns. */
export function modelLines(entries: readonly ModelEntry[]): string[] {
  const rows = entries.map(entry => ({ entry, cells: entry.kind === 'damaged' ? [entry.id] : cellsOf(entry) }));
  const widths = [0, 1, 2, 3].map(column => Math.max(0, ...rows.map(({ cells }) => places(cells[column] ?? ''))));
  return rows.map(({ entry, cells }) => {
    const last = entry.kind === 'damaged' ? sentence(entry.reason) : nameText(entry);
    return [...cells.map((cell, column) => padded(cell, widths[column]!)), last].join('  ');
  });
}

/** Before the name. */
function cellsOf({ id, manifest }: StoredModelEntry): string[] {
  const { createdAt, result, progress } = manifest;
  const loss = result?.validationLoss ?? progress?.validationLoss;
  const described = sentence(describeModel(manifest));
  return [id, described, figureOf(manifest, loss), say('terminal.models.date', { when: createdAt })];
}

function figureOf(manifest: ModelManifest, loss: number | undefined): string {
  const { accuracy, mase } = manifest.result ?? {};
  if (mase !== undefined && Number.isFinite(mase)) return say('model.mase', { mase });
  if (accuracy !== undefined) return say('model.accuracy', { share: accuracy });
  return loss === undefined ? '' : sentence(lossMessage(chosenFor(manifest), loss));
}

function nameText({ manifest: { name, state }, hasWeights, hasCheckpoint }: StoredModelEntry): string {
  if (state === 'finished' && !hasCheckpoint) return say('name', { name });
  const shown = { name, state: message(state === 'finished' ? 'model.stopped' : `terminal.models.${state}`) };
  return say(hasWeights ? 'terminal.models.state' : 'terminal.models.nothingSaved', shown);
}

/** What the speed of a model depends on. */
export const shapeFlags = flagsOf(
  languageTable,
  ...['cell', 'hiddenSize', 'layers', 'embeddingSize', 'batchSize', 'timeSteps', 'threads'],
);

export async function engines(values: FlagValues, { print }: Terminal): Promise<number> {
  const { measureEngines } = await import('../worker/measureSpeed');
  const report = await measureEngines(withStandard('language', ...givenBy(values, shapeFlags)));
  if (values['json'] === true) print(JSON.stringify(report));
  else engineLines(report).forEach(print);
  return 0;
}
