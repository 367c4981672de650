/** What the commands for translation do. They return the exit code. */
import type { KindChoice } from '../options/kinds';
import type { EngineChoice } from '../protocol/model';
import type { SentenceTranslation, TranslationEvaluation } from '../protocol/translation';
import { defaultSearchOptions, type PairColumns } from '../options/translation';
import { capabilityOf, openModel } from '../kinds/implementations';
import { evaluated } from './evaluation';
import { toUnrollError } from '../protocol/errors';
import { findModel } from './home';
import { linesOfInput } from './input';
import { onInterruption } from './interruption';
import { count, say, sentence, type Terminal } from './terminal';
import { sourceOf, train } from './training';
import { placeOf, type TrainingRun } from './trainingRun';
import type { Message } from '../protocol/message';
import { message } from '../words/message';
import { padded } from './format';

/** @param target the second of two parallel texts */
export async function trainTranslation(
  run: TrainingRun,
  choice: KindChoice,
  target: string | undefined,
  terminal: Terminal,
): Promise<number> {
  const place = await placeOf(run);
  const sources = target === undefined ? place.sources : [...place.sources, sourceOf(target, run.encoding)];
  const nextStep = (folder: string): Message => message('terminal.translateHint', { folder });
  return train(terminal, { ...run, nextStep }, { ...place, sources, ...choice });
}

export interface TranslateCommand {
  model: string;
  /** Without any, the lines of standard input. */
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
    const texts = command.texts.length > 0 ? command.texts : await linesOfInput(terminal, interruption.stop);
    let failures = 0;
    for (const [index, text] of texts.entries()) {
      const request = { modelFolder: model.folder, text, beamSize, lengthPenalty: defaultSearchOptions.lengthPenalty };
      const result = await (text.trim() === '' && texts.length > 1
        ? { text: '', sentences: [], milliseconds: 0 }
        : translateText(request, interruption.stop).catch((thrown: unknown) => {
            const error = toUnrollError(thrown);
            if (texts.length === 1 || error.code !== 'bad-options') throw error;
            terminal.remark(say('terminal.textFailed', { number: index + 1, cause: error.sentence }));
            return undefined;
          }));
      if (!result) failures++;
      // One line for each text, so that line n of the output translates text n.
      terminal.print(json ? JSON.stringify(result ?? null) : (result?.text ?? ''));
      const unknown = unknownWords(result?.sentences ?? []);
      if (unknown.length > 0 && !json) terminal.remark(say('terminal.unknownWords', { words: unknown.join(', ') }));
    }
    return failures > 0 ? 1 : 0;
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

export const evaluationLines = (evaluation: TranslationEvaluation): string[] => {
  const { loss, bookLoss, tokenAccuracy, exactMatch, corpusBleu, notesBleu } = evaluation;
  const rows = [
    [say('terminal.evaluation.pairs'), count(evaluation.pairs)],
    [say('terminal.evaluation.loss'), say('terminal.evaluation.loss.value', { loss, bookLoss })],
    [say('terminal.evaluation.tokens'), say('terminal.evaluation.tokens.value', { share: tokenAccuracy })],
    [say('terminal.evaluation.exact'), say('terminal.evaluation.exact.value', { share: exactMatch })],
    [say('terminal.evaluation.bleu'), say('terminal.evaluation.bleu.value', { bleu: corpusBleu })],
    ...(corpusBleu === 0 && exactMatch > 0 ? [['', say('terminal.evaluation.bleu.short')] as const] : []),
    [say('terminal.evaluation.notesBleu'), say('terminal.evaluation.notesBleu.value', { bleu: notesBleu })],
  ] as const;
  return [...evaluation.notes.map(sentence), ...rows.map(([name, value]) => `${padded(name, 17)}${value}`)];
};
