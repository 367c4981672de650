/** What each command does. They return the exit code: 0 done, 130 ended by Ctrl+C with the model kept. */
import type { LanguageModelOptions, TextOptions } from '../options/language';
import type { KindChoice } from '../options/kinds';
import type { SamplingOptions } from '../options/sampling';
import type { EngineChoice } from '../protocol/model';
import type { TextSource } from '../protocol/textSource';
import type { VocabularyReport } from '../protocol/worker';
import { listModels, type ModelEntry } from '../store/list';
import type { ModelManifest } from '../store/types';
import { buildVocabulary } from '../worker/buildVocabulary';
import { measureEngines } from '../worker/measureSpeed';
import { chosenFor, describeModel, usesOf } from '../kinds/descriptions';
import { capabilityOf, openModel } from '../kinds/implementations';
import type { Message } from '../protocol/message';
import { lossMessage } from '../words/loss';
import { message } from '../words/message';
import { engineLines, padded } from './format';
import { findModel } from './home';
import { onInterruption } from './interruption';
import { logLogPlot } from './plot';
import { count, say, sentence, type Terminal } from './terminal';
import { sourceOf, train } from './training';
import { placeOf, type TrainingRun } from './trainingRun';

/** What can be done with a language model. */
export const continueHint = (folder: string): Message => message('terminal.continueHint', { folder });

const bothWaysHint = (): Message => message('terminal.bothWaysHint');

export async function trainLanguageModel(
  run: TrainingRun,
  choice: KindChoice,
  source: TextSource,
  terminal: Terminal,
): Promise<number> {
  const nextStep = usesOf(choice).includes('continue') ? continueHint : bothWaysHint;
  return train(terminal, { ...run, nextStep }, { ...(await placeOf(run, source)), ...choice });
}

export interface GenerateCommand {
  model: string;
  prefixes: string[];
  length: number;
  sampling: SamplingOptions;
  engine: EngineChoice;
  /** Without the voices that have read the text. */
  networkAlone: boolean;
  modelsFolder: string;
  json: boolean;
}

export async function generate(command: GenerateCommand, terminal: Terminal): Promise<number> {
  const { prefixes, length, sampling, networkAlone, json } = command;
  const model = await openModel(await findModel(command.model, command.modelsFolder), command.engine);
  const interruption = onInterruption(() => undefined);
  try {
    const continueText = capabilityOf(model, 'continue');
    for (const prefix of prefixes) {
      const request = {
        modelFolder: model.folder,
        prefix,
        most: { tokens: length },
        stopAt: [],
        sampling,
        networkAlone,
        timeBudgetMs: 0,
      };
      const { paint, print } = terminal;
      if (!json) paint(prefix);
      const result = await continueText(request, interruption.stop, piece => {
        if (!json) paint(piece);
      }).finally(() => {
        if (!json) print('');
      });
      if (json) print(JSON.stringify({ prefix, ...result }));
      if (result.unknown.length > 0)
        terminal.remark(
          say('terminal.unknownTokens', { tokens: result.unknown.map(token => JSON.stringify(token)).join(' ') }),
        );
    }
    return 0;
  } finally {
    interruption.dispose();
    model.dispose();
  }
}

export interface VocabularyCommand {
  file: string;
  encoding: string | undefined;
  options: TextOptions;
  top: number;
  json: boolean;
}

export async function vocabulary(
  { file, encoding, options, top, json }: VocabularyCommand,
  terminal: Terminal,
): Promise<number> {
  const interruption = onInterruption(() => undefined);
  const report = await buildVocabulary({ source: sourceOf(file, encoding), options }, interruption.stop).finally(
    interruption.dispose,
  );
  if (json) terminal.print(JSON.stringify(report));
  else vocabularyLines(report, top, Math.min(72, terminal.width - 16)).forEach(terminal.print);
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

export async function models(modelsFolder: string, json: boolean, terminal: Terminal): Promise<number> {
  const entries = await listModels(modelsFolder);
  if (json)
    entries.map(summaryOf).forEach(summary => {
      terminal.print(JSON.stringify(summary));
    });
  else if (entries.length === 0) terminal.print(say('terminal.noModels', { folder: modelsFolder }));
  else
    entries.forEach(entry => {
      terminal.print(modelLine(entry));
    });
  return 0;
}

function summaryOf(entry: ModelEntry) {
  const { id, folder } = entry;
  if (entry.kind === 'damaged') return { id, folder, damaged: entry.reason };
  const { name, createdAt, state, parameters, options, result } = entry.manifest;
  return { id, folder, name, createdAt, state, parameters, options, result, hasWeights: entry.hasWeights };
}

/** "notes-1a2b3  LSTM, 1 layer of 256, characters  perplexity 6.410  Jan 2, 2026, 03:04 AM  notes (interrupted)" */
function modelLine(entry: ModelEntry): string {
  if (entry.kind === 'damaged') return `${padded(entry.id, 30)}  ${sentence(entry.reason)}`;
  const { name, createdAt, state, result, progress } = entry.manifest;
  const loss = result?.validationLoss ?? progress?.validationLoss;
  return [
    padded(entry.id, 30),
    padded(sentence(describeModel(entry.manifest)), 40),
    padded(figureOf(entry.manifest, loss), 20),
    padded(say('terminal.models.date', { when: createdAt }), 24),
    nameText(name, state, entry.hasWeights),
  ].join('  ');
}

function figureOf(manifest: ModelManifest, loss: number | undefined): string {
  const { accuracy, mase } = manifest.result ?? {};
  if (mase !== undefined && Number.isFinite(mase)) return say('model.mase', { mase });
  if (accuracy !== undefined) return say('model.accuracy', { share: accuracy });
  return loss === undefined ? '' : sentence(lossMessage(chosenFor(manifest), loss));
}

function nameText(name: string, state: ModelManifest['state'], hasWeights: boolean): string {
  if (state === 'finished') return say('name', { name });
  const shown = { name, state: message(`terminal.models.${state}`) };
  return say(hasWeights ? 'terminal.models.state' : 'terminal.models.nothingSaved', shown);
}

export async function engines(options: LanguageModelOptions, json: boolean, terminal: Terminal): Promise<number> {
  const report = await measureEngines(options);
  if (json) terminal.print(JSON.stringify(report));
  else engineLines(report).forEach(terminal.print);
  return 0;
}
