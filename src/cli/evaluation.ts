/** `unroll count` and `unroll evaluate`: language models by counting, and how well any model expects a text. */
import { defaultNgramOptions, ngramTable, type NgramOptions } from '../options/language';
import { together, withGiven } from '../options/read';
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
import type { Message } from '../protocol/message';
import { dataOf } from '../kinds/descriptions';
import { capabilityOf, openModel } from '../kinds/implementations';
import { readManifest } from '../store/manifest';
import { continueHint } from './commands';
import { examples, given, encodingOption, jsonOption, modelsFlag, type SharedFlags } from './flags';
import { findModel } from './home';
import { seriesReportLines } from './seriesReport';
import { onInterruption } from './interruption';
import { flagsOf, givenBy, withFlags, type FlagValues } from './optionFlags';
import { message } from '../words/message';
import { say, sentence, type Terminal } from './terminal';
import { printSurprisal } from './surprisal';
import { sourceOf, train } from './training';
import { makingFrom, placeOf, withMakingFlags, type ModelMaking } from './trainingRun';

const columnFlags = flagsOf(seriesColumnsTable);

const count = async (making: ModelMaking, options: NgramOptions, terminal: Terminal): Promise<number> => {
  const place = await placeOf({ ...making, engine: 'auto', resume: undefined, from: undefined });
  return train(terminal, { ...making, nextStep: continueHint }, { ...place, kind: 'ngram', options });
};

interface EvaluateCommand {
  model: string;
  source: TextSource;
  figures: NonNullable<EvaluateRequest['figures']>;
  surprisal: boolean;
  /** Where numbers and dates stand, where the model is one of series. */
  columns: unknown;
  modelsFolder: string;
  json: boolean;
}

async function evaluate(
  { model, source, figures, surprisal, columns, modelsFolder, json }: EvaluateCommand,
  terminal: Terminal,
): Promise<number> {
  const interruption = onInterruption(() => undefined);
  try {
    if (surprisal) {
      const open = await openModel(await findModel(model, modelsFolder), 'auto');
      await printSurprisal(open, source, json, terminal, interruption.stop).finally(() => {
        open.dispose();
      });
      return 0;
    }
    const modelFolder = await findModel(model, modelsFolder);
    const manifest = await readManifest(modelFolder);
    const other = otherCommands[dataOf(manifest)];
    if (other !== undefined)
      throw new UnrollError('bad-options', message('terminal.evaluateOther', { name: manifest.name, command: other }));
    const evaluation = await evaluated({ modelFolder, sources: [source], figures, columns }, interruption.stop);
    if (json) terminal.print(JSON.stringify(evaluation));
    else if (evaluation.data === 'text') evaluationLines(source.name, evaluation).forEach(terminal.print);
    else if (evaluation.data === 'series')
      [...evaluation.notes.map(sentence), ...seriesReportLines(evaluation.report)].forEach(terminal.print);
    return 0;
  } finally {
    interruption.dispose();
  }
}

/** Models of other data have commands of their own. */
const otherCommands: Partial<Record<ReturnType<typeof dataOf>, string>> = {
  pairs: 'unroll evaluate-translation',
  labels: 'unroll evaluate-classifier',
};

/** Holds a model against data. */
export async function evaluated(request: EvaluateRequest, signal: AbortSignal): Promise<Evaluation> {
  const model = await openModel(request.modelFolder, 'auto');
  try {
    return await capabilityOf(model, 'evaluate')(request, signal);
  } finally {
    model.dispose();
  }
}

export function evaluationLines(name: string, evaluation: TextEvaluation): string[] {
  const { learning, model, tokens, characters, loss, perplexity, bitsPerCharacter, logProbability, unknownTokens } =
    evaluation;
  return [
    say(learning ? 'evaluation.frozen' : 'evaluation.text', {
      text: name,
      name: model,
      perplexity,
      loss,
      bits: bitsPerCharacter,
    }),
    ...(learning ? learningLines(learning, tokens) : []),
    ...completionLines(evaluation.completion ?? []),
    say('evaluation.size', { tokens, characters, nats: logProbability }),
    ...(unknownTokens > 0 ? [say('evaluation.unknown', { count: unknownTokens, tokens })] : []),
    ...evaluation.notes.map(sentence),
    ...(evaluation.readsAhead ? [say('evaluation.readsAhead', { name: model })] : []),
  ];
}

/** Another kind of figure than the frozen one: all voices, learning from the text as they read it; and those that count. */
function learningLines({ counting, ...learning }: NonNullable<TextEvaluation['learning']>, tokens: number): string[] {
  const figures = { perplexity: Math.exp(learning.loss), loss: learning.loss, bits: learning.bitsPerCharacter };
  const line =
    learning.tokens < tokens
      ? say('evaluation.learningPart', { ...figures, tokens: learning.tokens })
      : say('evaluation.learning', figures);
  if (!counting) return [line];
  return [line, say('evaluation.counting', { perplexity: Math.exp(counting.loss), bits: counting.bitsPerCharacter })];
}

/** What suggestions save, a line for each who makes them and how sure they have to be. */
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

export function addEvaluationCommands(
  shared: SharedFlags,
  terminal: Terminal,
  finished: (exitCode: number) => void,
): void {
  const { command, folderOption } = shared;
  const counting = command('count', say('help.count'));
  const flags = flagsOf(ngramTable);
  withMakingFlags(withFlags(counting, flags), shared)
    .argument('<file>', say('help.argument.text'))
    .addHelpText('after', examples('unroll count novel.txt', 'unroll count novel.txt --order 3 --name trigrams'))
    .action(async (file: string, values: FlagValues) => {
      const options = withGiven('ngram', defaultNgramOptions, together('ngram', ...givenBy(values, flags)));
      finished(await count(makingFrom(file, values), options, terminal));
    });

  withFlags(command('evaluate', say('help.evaluate')), columnFlags)
    .argument('<model>', say('help.argument.model'))
    .argument('[file]', say('help.argument.text'))
    .option('--text <sentence>', say('help.evaluate.text'))
    .option('--frozen', say('help.frozen'))
    .option('--completion', say('help.completion'))
    .option('--surprisal', say('help.surprisal'))
    .addOption(encodingOption())
    .addOption(folderOption(modelsFlag, say('help.modelsFolder')))
    .addOption(jsonOption())
    .addHelpText(
      'after',
      examples('unroll evaluate novel other.txt', 'unroll evaluate novel --text "It was a dark night."'),
    )
    .action(async (model: string, file: string | undefined, values: FlagValues) => {
      finished(
        await evaluate(
          {
            model,
            source: evaluatedSource(file, given(values['text']), given(values['encoding'])),
            figures: values['completion'] === true ? 'completion' : values['frozen'] === true ? 'frozen' : 'both',
            surprisal: values['surprisal'] === true,
            columns: together('seriesColumns', ...givenBy(values, columnFlags)),
            modelsFolder: String(values['models']),
            json: values['json'] === true,
          },
          terminal,
        ),
      );
    });
}

function evaluatedSource(
  file: string | undefined,
  sentence: string | undefined,
  encoding: string | undefined,
): TextSource {
  if (sentence !== undefined && file === undefined)
    return { kind: 'text', name: say('evaluation.theSentence'), text: sentence };
  if (file !== undefined && sentence === undefined) return sourceOf(file, encoding);
  throw new UnrollError('bad-options', message('terminal.notOneText'));
}
