/** What the commands for translation do. They return the exit code. */
import { text as readAll } from 'node:stream/consumers';
import type { EngineChoice } from '../protocol/model';
import type { SentenceTranslation, TranslationEvaluation } from '../protocol/translation';
import { defaultSearchOptions, type PairColumns, type TranslationOptions } from '../options/translation';
import { capabilityOf, openModel } from '../kinds/implementations';
import { evaluated } from './evaluation';
import { toUnrollError } from '../protocol/errors';
import { findModel } from './home';
import { onInterruption } from './interruption';
import type { Terminal } from './terminal';
import { sourceOf, train } from './training';
import { placeOf, type TrainingRun } from './trainingRun';

/** @param target the second of two parallel texts */
export async function trainTranslation(
  run: TrainingRun,
  options: TranslationOptions,
  target: string | undefined,
  terminal: Terminal,
): Promise<number> {
  const place = await placeOf(run);
  const sources = target === undefined ? place.sources : [...place.sources, sourceOf(target, run.encoding)];
  const nextStep = (folder: string): string => `Translate with it: unroll translate "${folder}" "..."`;
  return train(terminal, { ...run, nextStep }, { ...place, sources, kind: 'translation', options });
}

export interface TranslateCommand {
  model: string;
  /** Without any, standard input. */
  texts: string[];
  beamSize: number;
  modelsFolder: string;
  engine: EngineChoice;
  json: boolean;
}

export async function translate(command: TranslateCommand, terminal: Terminal): Promise<number> {
  const { beamSize, json } = command;
  const model = await openModel(await findModel(command.model, command.modelsFolder), command.engine);
  const interruption = onInterruption(() => undefined);
  try {
    const translateText = capabilityOf(model, 'translate');
    const texts = command.texts.length > 0 ? command.texts : [await standardInput(terminal)];
    let failures = 0;
    for (const [index, text] of texts.entries()) {
      const request = { modelFolder: model.folder, text, beamSize, lengthPenalty: defaultSearchOptions.lengthPenalty };
      const result = await (text.trim() === '' && texts.length > 1
        ? { text: '', sentences: [], milliseconds: 0 }
        : translateText(request, interruption.stop).catch((thrown: unknown) => {
            const error = toUnrollError(thrown);
            if (texts.length === 1 || error.code !== 'bad-options') throw error;
            terminal.remark(`Text ${index + 1}: ${terminal.render(error.sentence)}`);
            return undefined;
          }));
      if (!result) failures++;
      // One line for each text, so that line n of the output translates text n.
      terminal.print(json ? JSON.stringify(result ?? null) : (result?.text ?? ''));
      const unknown = unknownWords(result?.sentences ?? []);
      if (unknown.length > 0 && !json) terminal.remark(`The model does not know: ${unknown.join(', ')}`);
    }
    return failures > 0 ? 1 : 0;
  } finally {
    interruption.dispose();
    model.dispose();
  }
}

async function standardInput(terminal: Terminal): Promise<string> {
  if (process.stdin.isTTY)
    terminal.remark('Reading the text from standard input. End it with Ctrl+D on a line of its own.');
  return (await readAll(process.stdin)).replace(/\n$/, '');
}

const unknownWords = (sentences: readonly SentenceTranslation[]): string[] => [
  ...new Set(sentences.flatMap(({ unknown }) => unknown)),
];

export interface EvaluateTranslationCommand {
  model: string;
  file: string;
  target: string | undefined;
  encoding: string | undefined;
  format: PairColumns;
  heldOut: boolean;
  beamSize: number;
  modelsFolder: string;
  json: boolean;
}

export async function evaluateTranslation(command: EvaluateTranslationCommand, terminal: Terminal): Promise<number> {
  const { file, target, encoding, format, heldOut, beamSize, json } = command;
  const interruption = onInterruption(() => undefined);
  try {
    const evaluation = await evaluated(
      {
        modelFolder: await findModel(command.model, command.modelsFolder),
        sources: [file, ...(target === undefined ? [] : [target])].map(name => sourceOf(name, encoding)),
        pairs: { format, heldOut, beamSize },
      },
      interruption.stop,
    );
    if (json) terminal.print(JSON.stringify(evaluation));
    else if (evaluation.data === 'pairs') evaluationLines(evaluation).forEach(terminal.print);
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
  ...(evaluation.corpusBleu === 0 && evaluation.exactMatch > 0
    ? [
        '                 0 though sentences match exactly: BLEU counts runs of four tokens, and none of these has as many',
      ]
    : []),
  `Notes' BLEU      ${evaluation.notesBleu.toFixed(3)} (mean of sentences, n-grams up to 2)`,
];
