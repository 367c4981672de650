/** The commands with their flags, help and examples; what they do is in commands.ts. */
import { homedir } from 'node:os';
import { Command, Option } from 'commander';
import { engineChoices } from '../protocol/model';
import { unrollVersion } from '../protocol/version';
import { engines, generate, models, trainLanguageModel, vocabulary } from './commands';
import {
  engineFlag,
  engineOption,
  exitCodes,
  jsonOption,
  modelsFlag,
  repeatable,
  sharedFlags,
  withSettings,
} from './flags';
import { addEvaluationCommands } from './evaluation';
import { modelsFolderOf } from './home';
import { presetDescription, presetFlags, trainingOptionsFrom } from './presets';
import { samplingFrom, withSampling } from './sampling';
import {
  optionsFrom,
  parseChoice,
  parseNumber,
  textSettings,
  trainingCommandSettings,
  type FlagValues,
} from './settings';
import { shownOn, type Terminal } from './terminal';
import { runFrom, withRunFlags } from './trainingRun';
import { addTranslationCommands } from './translationProgram';

/** @param finished is told the exit code of the command that ran */
export function createProgram(terminal: Terminal, finished: (exitCode: number) => void): Command {
  const modelsFolder = modelsFolderOf({ environment: process.env, platform: process.platform, home: homedir() });
  const program = new Command('unroll')
    .description(
      'Train a small recurrent model (RNN, GRU, LSTM) on a text, on this machine, and let it continue your writing.',
    )
    .version(unrollVersion)
    .option('--language <language>', 'the language of what is said: en, zh-CN (default: the language of the system)')
    .configureOutput({
      writeOut: text => process.stdout.write(shownOn(process.stdout, text)),
      writeErr: text => process.stderr.write(shownOn(process.stderr, text)),
    })
    .addHelpText('after', exitCodes)
    .exitOverride();

  const shared = sharedFlags(program, modelsFolder);
  const { command, folderOption } = shared;

  const training = command('train', 'train a language model on a text file');
  withSettings(training, trainingCommandSettings).addOption(
    new Option(presetFlags, presetDescription).helpGroup('Run:'),
  );
  withRunFlags(training, shared, 'this text')
    .argument('<file>', 'the text, in UTF-8')
    .addHelpText(
      'after',
      `
Examples:
  unroll train novel.txt
  unroll train novel.txt --preset balanced
  unroll train notes.md --tokens word --min-frequency 2 --hidden 128 --epochs 10
  unroll train poems.txt --cell gru --layers 2 --prefix "The night" --prefix "My love"
  unroll train novel.txt --name novel --quiet      prints the model's folder${exitCodes}`,
    )
    .action(async (file: string, values: FlagValues) => {
      const options = await trainingOptionsFrom(file, values, terminal);
      finished(await trainLanguageModel(runFrom(file, values), options, terminal));
    });

  withSampling(command('generate', 'continue a text with a model'))
    .argument('<model>', 'its folder, id or name')
    .addOption(repeatable(new Option('--prefix <text>', 'the text to continue (may be repeated)')))
    .option('--length <n>', 'tokens to generate', '200')
    .addOption(engineOption())
    .addOption(folderOption(modelsFlag, 'folder that holds the models'))
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Examples:
  unroll generate novel --prefix "The Time Traveller"
  unroll generate ./models/novel-1a2b3 --prefix "It was" --length 500 --temperature 0.5
  unroll generate novel --prefix "I " --greedy${exitCodes}`,
    )
    .action(async (model: string, values: FlagValues) => {
      finished(
        await generate(
          {
            model,
            prefixes: Array.isArray(values['prefix']) ? values['prefix'].map(String) : [''],
            length: parseNumber('--length', values['length'], 1, 1_000_000, true),
            sampling: samplingFrom(values),
            engine: parseChoice(engineFlag, values['engine'], engineChoices),
            modelsFolder: String(values['models']),
            json: values['json'] === true,
          },
          terminal,
        ),
      );
    });

  withSettings(
    command('vocab', 'show the vocabulary of a text file: size, coverage, top tokens, Zipf plot'),
    textSettings,
  )
    .argument('<file>', 'the text, in UTF-8')
    .option('--top <n>', 'tokens to list', '20')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `\nExamples:\n  unroll vocab novel.txt\n  unroll vocab novel.txt --tokens word --min-frequency 5${exitCodes}`,
    )
    .action(async (file: string, values: FlagValues) => {
      const top = parseNumber('--top', values['top'], 0, 100, true);
      finished(
        await vocabulary(
          { file, options: optionsFrom(values, textSettings), top, json: values['json'] === true },
          terminal,
        ),
      );
    });

  command('models', 'list the models, newest first')
    .addOption(folderOption(modelsFlag, 'folder that holds the models'))
    .addOption(jsonOption())
    .action(async (values: FlagValues) => {
      finished(await models(String(values['models']), values['json'] === true, terminal));
    });

  const shapeSettings = trainingCommandSettings.filter(({ flags }) =>
    /^--(cell|hidden|layers|embedding|batch|steps|threads)\b/.test(flags),
  );
  withSettings(command('engines', 'measure the engines of this machine with a model of the usual shape'), shapeSettings)
    .addOption(jsonOption())
    .action(async (values: FlagValues) => {
      finished(await engines(optionsFrom(values, shapeSettings), values['json'] === true, terminal));
    });

  addEvaluationCommands(shared, terminal, finished);
  addTranslationCommands(shared, terminal, finished);
  return program;
}
