/** `unroll count` and `unroll evaluate`: language models by counting, and how well any model expects its data. */
import { ngramTable } from '../options/language';
import { together } from '../options/read';
import { seriesColumnsTable } from '../options/series';
import type { TextSource } from '../protocol/textSource';
import type { EvaluateRequest, Evaluation, TextEvaluation } from '../protocol/worker';
import {
  boldnesses,
  charactersTaken,
  keysSaved,
  shareTaken,
  type CompletionFigures,
  type TypingFigures,
} from '../protocol/completion';
import { UnrollError } from '../protocol/errors';
import type { KindData } from '../protocol/kind';
import type { Message } from '../protocol/message';
import { dataOf } from '../kinds/descriptions';
import { capabilityOf } from '../kinds/implementations';
import { examples, given, encodingOption, withModelFlags, type CommandLine } from './flags';
import { labelEvaluationLines } from './labelReport';
import { seriesReportLines } from './seriesReport';
import { flagsOf, givenBy, withFlags, type FlagValues } from './optionFlags';
import { evaluationMessages } from '../words/evaluation';
import { message } from '../words/message';
import { say, sentence, type Terminal } from './terminal';
import { printSurprisal } from './surprisal';
import { sourceOf } from './input';
import { trainKind, withMakingFlags } from './trainingRun';
import { evaluationLines as pairLines } from './translation';
import { usableTo, withModel, type Suits, type UsedModel } from './usingModel';

const columnFlags = flagsOf(seriesColumnsTable);

/** The command that evaluates models of such data. */
const evaluators = {
  text: 'evaluate',
  series: 'evaluate',
  pairs: 'evaluate-translation',
  labels: 'evaluate-classifier',
} as const satisfies Record<KindData, string>;

/** Models that this command evaluates. */
export const evaluatedBy =
  (command: (typeof evaluators)[KindData]): Suits =>
  model =>
    usableTo('evaluate')(model) && evaluators[dataOf(model.manifest)] === command;

/** Holds a model against data and prints what was found. @throws UnrollError 'bad-options' for a model that another command evaluates */
export async function evaluate(
  own: (typeof evaluators)[KindData],
  model: UsedModel,
  request: Omit<EvaluateRequest, 'modelFolder'>,
  values: FlagValues,
  { print }: Terminal,
  signal: AbortSignal,
): Promise<number> {
  const { manifest } = model;
  const command = evaluators[dataOf(manifest)];
  if (command !== own)
    throw new UnrollError('bad-options', message('terminal.evaluateOther', { name: manifest.name, command }));
  const evaluation = await capabilityOf(model, 'evaluate')({ ...request, modelFolder: model.folder }, signal);
  if (values['json'] === true) print(JSON.stringify(evaluation));
  else linesOf(evaluation, request.sources[0]?.name ?? '').forEach(print);
  return 0;
}

function linesOf(evaluation: Evaluation, source: string): string[] {
  switch (evaluation.data) {
    case 'text':
      return evaluationLines(source, evaluation);
    case 'pairs':
      return pairLines(evaluation);
    case 'labels':
      return labelEvaluationLines(evaluation);
    case 'series':
      return [...evaluation.notes.map(sentence), ...seriesReportLines(evaluation.report)];
  }
}

export function evaluationLines(name: string, evaluation: TextEvaluation): string[] {
  const { model, tokens, characters, logProbability, unknownTokens } = evaluation;
  return [
    ...evaluationMessages(name, evaluation).map(sentence),
    ...completionLines(evaluation.completion ?? []),
    say('evaluation.size', {
      tokens: message('text.tokens.bpe', { count: tokens }),
      characters: message('text.characters', { count: characters }),
      nats: logProbability,
    }),
    ...(unknownTokens > 0 ? [say('evaluation.unknown', { count: unknownTokens, tokens })] : []),
    ...evaluation.notes.map(sentence),
    ...(evaluation.readsAhead ? [say('evaluation.readsAhead', { name: model })] : []),
  ];
}

/** The keys that suggestions save: a line for each suggester and each threshold. */
const completionLines = (figures: readonly CompletionFigures[]): string[] =>
  figures.flatMap(({ suggester, typing, several, words }) => [
    say(`completion.${suggester}`),
    ...boldnesses.map(boldness => typingLine(message(`completion.${boldness}`), typing[boldness])),
    typingLine(message('completion.several'), several),
    say('completion.words', { first: words.first / words.count, three: words.amongThree / words.count }),
  ]);

const typingLine = (name: Message, figures: TypingFigures): string =>
  say('completion.figures', {
    name,
    saved: keysSaved(figures),
    completed: figures.completed / figures.characters,
    shown: figures.shown,
    taken: shareTaken(figures),
    characters: charactersTaken(figures),
  });

export function addEvaluationCommands(line: CommandLine): void {
  const { command, runs, terminal } = line;
  withMakingFlags(withFlags(command('count', say('help.count')), flagsOf(ngramTable)), line)
    .argument('<file>', say('help.argument.text'))
    .addHelpText('after', examples('unroll count novel.txt', 'unroll count novel.txt --order 3 --name trigrams'))
    .action(runs((file: string, values: FlagValues) => trainKind(terminal, 'ngram', file, values)));

  withModelFlags(withFlags(command('evaluate', say('help.evaluate')), columnFlags), line)
    .argument('<model>', say('help.argument.model'))
    .argument('[file]', say('help.argument.text'))
    .option('--text <sentence>', say('help.evaluate.text'))
    .option('--frozen', say('help.frozen'))
    .option('--completion', say('help.completion'))
    .option('--surprisal', say('help.surprisal'))
    .addOption(encodingOption())
    .addHelpText(
      'after',
      examples('unroll evaluate novel other.txt', 'unroll evaluate novel --text "It was a dark night."'),
    )
    .action(
      runs(async (name: string, file: string | undefined, values: FlagValues) => {
        const source = await evaluatedSource(file, values, terminal);
        const figures = values['completion'] === true ? 'completion' : values['frozen'] === true ? 'frozen' : 'both';
        const columns = together('seriesColumns', ...givenBy(values, columnFlags));
        return withModel(name, evaluatedBy('evaluate'), values, terminal, async (model, signal) => {
          if (values['surprisal'] === true)
            return printSurprisal(model, source, values['json'] === true, terminal, signal).then(() => 0);
          return evaluate('evaluate', model, { sources: [source], figures, columns }, values, terminal, signal);
        });
      }),
    );
}

async function evaluatedSource(file: string | undefined, values: FlagValues, terminal: Terminal): Promise<TextSource> {
  const sentence = given(values['text']);
  if (sentence !== undefined && file === undefined)
    return { kind: 'text', name: say('evaluation.theSentence'), text: sentence };
  if (file !== undefined && sentence === undefined) return sourceOf(file, terminal, given(values['encoding']));
  throw new UnrollError('bad-options', message('terminal.notOneText'));
}
