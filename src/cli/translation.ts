/** What the commands for translation do. They return the exit code. */
import { basename, extname, resolve } from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import type { BackendChoice } from '../protocol/model';
import type {
  EvaluateTranslationRequest,
  SentenceTranslation,
  TranslationEvaluation,
  TranslationOptions,
} from '../protocol/translation';
import { evaluateTranslation as evaluateJob, usualLengthPenalty } from '../worker/jobs/evaluateTranslation';
import { openTranslationModel } from '../worker/jobs/openTranslationModel';
import { trainTranslation as trainJob } from '../worker/jobs/trainTranslation';
import { findModel } from './home';
import { onInterruption } from './interruption';
import type { Terminal } from './terminal';
import { reportTraining, sourceOf } from './training';

export interface TrainTranslationCommand {
  file: string;
  /** The second of two parallel texts. */
  target: string | undefined;
  options: TranslationOptions;
  backend: BackendChoice;
  modelsFolder: string;
  name: string | undefined;
  resume: string | undefined;
  json: boolean;
  quiet: boolean;
}

export async function trainTranslation(command: TrainTranslationCommand, terminal: Terminal): Promise<number> {
  const { file, target, options, backend, modelsFolder, name, resume } = command;
  const resumeFrom = resume === undefined ? undefined : await findModel(resume, modelsFolder);
  const nextStep = (folder: string): string => `Translate with it: unroll translate "${folder}" "..."`;
  return reportTraining(terminal, { ...command, nextStep }, context =>
    trainJob(
      {
        source: sourceOf(file),
        ...(target === undefined ? {} : { target: sourceOf(target) }),
        options,
        backend,
        modelsFolder: resolve(modelsFolder),
        modelName: name ?? basename(file, extname(file)),
        ...(resumeFrom === undefined ? {} : { resumeFrom }),
      },
      context,
    ),
  );
}

export interface TranslateCommand {
  model: string;
  /** Without any, standard input. */
  texts: string[];
  beamSize: number;
  modelsFolder: string;
  backend: BackendChoice;
  json: boolean;
}

export async function translate(command: TranslateCommand, terminal: Terminal): Promise<number> {
  const { beamSize, json } = command;
  const model = await openTranslationModel(await findModel(command.model, command.modelsFolder), command.backend);
  const interruption = onInterruption(() => undefined);
  try {
    const texts = command.texts.length > 0 ? command.texts : [(await readAll(process.stdin)).replace(/\n$/, '')];
    for (const text of texts) {
      const request = { modelFolder: model.summary.folder, text, beamSize, lengthPenalty: usualLengthPenalty };
      const result = await model.translate(request, interruption.stop);
      terminal.print(json ? JSON.stringify(result) : result.text);
      const unknown = unknownWords(result.sentences);
      if (unknown.length > 0 && !json) terminal.remark(`The model does not know: ${unknown.join(', ')}`);
    }
    return 0;
  } finally {
    interruption.dispose();
    model.dispose();
  }
}

const unknownWords = (sentences: readonly SentenceTranslation[]): string[] => [
  ...new Set(sentences.flatMap(({ unknown }) => unknown)),
];

export interface EvaluateTranslationCommand {
  model: string;
  file: string;
  target: string | undefined;
  format: EvaluateTranslationRequest['format'];
  lastPairs: number;
  beamSize: number;
  modelsFolder: string;
  json: boolean;
}

export async function evaluateTranslation(command: EvaluateTranslationCommand, terminal: Terminal): Promise<number> {
  const { file, target, format, lastPairs, beamSize, json } = command;
  const interruption = onInterruption(() => undefined);
  try {
    const evaluation = await evaluateJob(
      {
        modelFolder: await findModel(command.model, command.modelsFolder),
        source: sourceOf(file),
        ...(target === undefined ? {} : { target: sourceOf(target) }),
        format,
        lastPairs,
        beamSize,
      },
      interruption.stop,
    );
    if (json) terminal.print(JSON.stringify(evaluation));
    else evaluationLines(evaluation).forEach(terminal.print);
    return 0;
  } finally {
    interruption.dispose();
  }
}

export const evaluationLines = (evaluation: TranslationEvaluation): string[] => [
  `Pairs            ${evaluation.pairs}`,
  `Loss             ${evaluation.loss.toFixed(4)} nats per token (by the book's count of steps: ${evaluation.bookLoss.toFixed(4)})`,
  `Token accuracy   ${(100 * evaluation.tokenAccuracy).toFixed(1)}% under teacher forcing`,
  `Exact match      ${(100 * evaluation.exactMatch).toFixed(1)}%`,
  `BLEU             ${evaluation.corpusBleu.toFixed(2)} (corpus, n-grams up to 4)`,
  `Notes' BLEU      ${evaluation.notesBleu.toFixed(3)} (mean of sentences, n-grams up to 2)`,
];
