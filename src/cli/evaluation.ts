/** `unroll count` and `unroll evaluate`: language models by counting, and how well any model expects a text. */
import { basename, extname, resolve } from 'node:path';
import { Option } from 'commander';
import { defaultNgramOptions, type NgramOptions } from '../protocol/model';
import type { TextEvaluation, TextSource } from '../protocol/worker';
import { UnrollError } from '../protocol/errors';
import { countNgrams } from '../worker/jobs/countNgrams';
import { evaluateText } from '../worker/jobs/evaluateText';
import { exitCodes, given, jsonOption, modelsFlag, withSettings, type SharedFlags } from './flags';
import { grouped, shortNumber } from './format';
import { findModel } from './home';
import { onInterruption } from './interruption';
import { optionsFrom, textSettings, type FlagValues } from './settings';
import { parseNumber } from './settingRows';
import type { Terminal } from './terminal';
import { reportTraining, sourceOf } from './training';

interface CountCommand {
  file: string;
  options: NgramOptions;
  modelsFolder: string;
  name: string | undefined;
  json: boolean;
  quiet: boolean;
}

function count(command: CountCommand, terminal: Terminal): Promise<number> {
  const { file, options, modelsFolder, name } = command;
  const nextStep = (folder: string): string => `Continue a text with it: unroll generate "${folder}" --prefix "..."`;
  return reportTraining(terminal, { ...command, nextStep }, () =>
    countNgrams({
      source: sourceOf(file),
      options,
      modelsFolder: resolve(modelsFolder),
      modelName: name ?? basename(file, extname(file)),
    }),
  );
}

interface EvaluateCommand {
  model: string;
  source: TextSource;
  modelsFolder: string;
  json: boolean;
}

async function evaluate({ model, source, modelsFolder, json }: EvaluateCommand, terminal: Terminal): Promise<number> {
  const interruption = onInterruption(() => undefined);
  try {
    const modelFolder = await findModel(model, modelsFolder);
    const evaluation = await evaluateText({ modelFolder, source }, interruption.stop);
    if (json) terminal.print(JSON.stringify(evaluation));
    else evaluationLines(source.name, evaluation).forEach(terminal.print);
    return 0;
  } finally {
    interruption.dispose();
  }
}

export function evaluationLines(name: string, evaluation: TextEvaluation): string[] {
  const { model, tokens, characters, loss, perplexity, bitsPerCharacter, logProbability, unknownTokens } = evaluation;
  return [
    `${name} under "${model}": perplexity ${shortNumber(perplexity)}, ${loss.toFixed(3)} nats per token, ${bitsPerCharacter.toFixed(3)} bits per character`,
    `${grouped(tokens)} tokens, ${grouped(characters)} characters; log probability of the whole ${logProbability.toFixed(2)} nats`,
    ...(unknownTokens > 0 ? [`${grouped(unknownTokens)} tokens are not in the vocabulary and were read as <unk>`] : []),
  ];
}

export function addEvaluationCommands(
  { command, folderOption }: SharedFlags,
  terminal: Terminal,
  finished: (exitCode: number) => void,
): void {
  withSettings(command('count', 'make a language model by counting n-grams: trained in a second'), textSettings)
    .argument('<file>', 'the text, in UTF-8')
    .addOption(
      new Option('--order <n>', '1 unigrams, 2 bigrams, 3 trigrams, up to 10').default(
        String(defaultNgramOptions.order),
      ),
    )
    .addOption(
      new Option('--validation <share>', 'share of the text held out').default(
        String(defaultNgramOptions.validationFraction),
      ),
    )
    .addOption(folderOption('--out <folder>', 'folder that holds the models'))
    .addOption(new Option('--name <name>', "what to call the model (default: the file's name)"))
    .addOption(new Option('--quiet', 'print only the folder of the model'))
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `\nExamples:\n  unroll count novel.txt\n  unroll count novel.txt --order 3 --name trigrams${exitCodes}`,
    )
    .action(async (file: string, values: FlagValues) => {
      finished(
        await count(
          {
            file,
            options: {
              text: optionsFrom(values, textSettings).text,
              order: parseNumber('--order', values['order'], 1, 10, true),
              validationFraction: parseNumber('--validation', values['validation'], 0, 0.5, false),
            },
            modelsFolder: String(values['out']),
            name: given(values['name']),
            json: values['json'] === true,
            quiet: values['quiet'] === true,
          },
          terminal,
        ),
      );
    });

  command('evaluate', 'how well a model expects a text: perplexity, bits per character, probability')
    .argument('<model>', 'its folder, id or name')
    .argument('[file]', 'the text, in UTF-8')
    .option('--text <sentence>', 'a sentence in place of a file')
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
            source: evaluatedSource(file, given(values['text'])),
            modelsFolder: String(values['models']),
            json: values['json'] === true,
          },
          terminal,
        ),
      );
    });
}

function evaluatedSource(file: string | undefined, sentence: string | undefined): TextSource {
  if (sentence !== undefined && file === undefined) return { kind: 'text', name: 'The sentence', text: sentence };
  if (file !== undefined && sentence === undefined) return sourceOf(file);
  throw new UnrollError('bad-options', 'There is not exactly one text to evaluate. Give a file, or --text "...".');
}
