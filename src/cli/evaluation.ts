/** `unroll count` and `unroll evaluate`: language models by counting, and how well any model expects a text. */
import { defaultNgramOptions, ngramTable, type NgramOptions } from '../options/language';
import { together, withGiven } from '../options/read';
import type { TextSource } from '../protocol/textSource';
import type { EvaluateRequest, Evaluation, TextEvaluation } from '../protocol/worker';
import { UnrollError } from '../protocol/errors';
import { capabilityOf, openModel } from '../kinds/implementations';
import { continueHint } from './commands';
import { exitCodes, given, encodingOption, jsonOption, modelsFlag, type SharedFlags } from './flags';
import { grouped, shortNumber } from './format';
import { findModel } from './home';
import { onInterruption } from './interruption';
import { flagsOf, givenBy, withFlags, type FlagValues } from './optionFlags';
import type { Terminal } from './terminal';
import { message } from '../words/message';
import { sourceOf, train } from './training';
import { makingFrom, placeOf, withMakingFlags, type ModelMaking } from './trainingRun';

const count = async (making: ModelMaking, options: NgramOptions, terminal: Terminal): Promise<number> => {
  const place = await placeOf({ ...making, engine: 'auto', resume: undefined });
  return train(terminal, { ...making, nextStep: continueHint }, { ...place, kind: 'ngram', options });
};

interface EvaluateCommand {
  model: string;
  source: TextSource;
  /** Without what the voices reach as they learn, which takes longer. */
  frozen: boolean;
  modelsFolder: string;
  json: boolean;
}

async function evaluate(
  { model, source, frozen, modelsFolder, json }: EvaluateCommand,
  terminal: Terminal,
): Promise<number> {
  const interruption = onInterruption(() => undefined);
  try {
    const evaluation = await evaluated(
      { modelFolder: await findModel(model, modelsFolder), sources: [source], figures: frozen ? 'frozen' : 'both' },
      interruption.stop,
    );
    if (json) terminal.print(JSON.stringify(evaluation));
    else if (evaluation.data === 'text') evaluationLines(source.name, evaluation).forEach(terminal.print);
    return 0;
  } finally {
    interruption.dispose();
  }
}

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
    `${name} under "${model}"${learning ? ', frozen (the network alone, nothing learned from the text)' : ''}: perplexity ${shortNumber(perplexity)}, ${loss.toFixed(3)} nats per token, ${bitsPerCharacter.toFixed(3)} bits per character`,
    ...(learning
      ? [
          `learning while it reads${learning.tokens < tokens ? ` its first ${grouped(learning.tokens)} tokens` : ''} (all voices; another kind of figure, not to be compared with the frozen one): perplexity ${shortNumber(Math.exp(learning.loss))}, ${learning.loss.toFixed(3)} nats per token, ${learning.bitsPerCharacter.toFixed(3)} bits per character`,
        ]
      : []),
    `${grouped(tokens)} tokens, ${grouped(characters)} characters; log probability of the whole ${logProbability.toFixed(2)} nats`,
    ...(unknownTokens > 0 ? [`${grouped(unknownTokens)} tokens are not in the vocabulary and were read as <unk>`] : []),
    ...(evaluation.readsAhead
      ? [
          'the model also reads what follows a token before it predicts it: these figures are no probability of the text',
        ]
      : []),
  ];
}

export function addEvaluationCommands(
  shared: SharedFlags,
  terminal: Terminal,
  finished: (exitCode: number) => void,
): void {
  const { command, folderOption } = shared;
  const counting = command('count', 'make a language model by counting n-grams: trained in a second');
  const flags = flagsOf(ngramTable);
  withMakingFlags(withFlags(counting, flags), shared)
    .argument('<file>', 'the text, in UTF-8')
    .addHelpText(
      'after',
      `\nExamples:\n  unroll count novel.txt\n  unroll count novel.txt --order 3 --name trigrams${exitCodes}`,
    )
    .action(async (file: string, values: FlagValues) => {
      const options = withGiven('ngram', defaultNgramOptions, together('ngram', ...givenBy(values, flags)));
      finished(await count(makingFrom(file, values), options, terminal));
    });

  command('evaluate', 'how well a model expects a text: perplexity, bits per character, probability')
    .argument('<model>', 'its folder, id or name')
    .argument('[file]', 'the text, in UTF-8')
    .option('--text <sentence>', 'a sentence in place of a file')
    .option('--frozen', terminal.render(message('help.frozen')))
    .addOption(encodingOption())
    .addOption(folderOption(modelsFlag, 'folder that holds the models'))
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `\nExamples:\n  unroll evaluate novel other.txt\n  unroll evaluate novel --text "It was a dark night."${exitCodes}`,
    )
    .action(async (model: string, file: string | undefined, values: FlagValues) => {
      finished(
        await evaluate(
          {
            model,
            source: evaluatedSource(file, given(values['text']), given(values['encoding'])),
            frozen: values['frozen'] === true,
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
  if (sentence !== undefined && file === undefined) return { kind: 'text', name: 'The sentence', text: sentence };
  if (file !== undefined && sentence === undefined) return sourceOf(file, encoding);
  throw new UnrollError('bad-options', 'There is not exactly one text to evaluate. Give a file, or --text "...".');
}
