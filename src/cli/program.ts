/** The commands with their flags, help and examples; what they do is in commands.ts. */
import { homedir } from 'node:os';
import { Command, Option } from 'commander';
import { engineOption } from '../options/editor';
import { defaultLanguageModelOptions, languageTable, textTable } from '../options/language';
import type { KindChoice } from '../options/kinds';
import { whole } from '../options/option';
import { presetOption, secondsOption } from '../options/presets';
import { together, withGiven } from '../options/read';
import { defaultSamplingOptions, lengthOption, samplingTable, type SamplingOptions } from '../options/sampling';
import { message } from '../words/message';
import { unrollVersion } from '../protocol/version';
import { engines, generate, models, trainLanguageModel, vocabulary as showVocabulary } from './commands';
import { addCompressionCommands } from './compression';
import { addExportCommand } from './exports';
import { addEvaluationCommands } from './evaluation';
import { examples, exitCodes, encodingOption, given, jsonOption, modelsFlag, sharedFlags } from './flags';
import { addLabelCommands } from './labelProgram';
import { choiceFrom } from './further';
import { addSeriesCommands } from './seriesProgram';
import { modelsFolderOf } from './home';
import {
  groupTitle,
  addFlag,
  flagsOf,
  givenBy,
  repeatable,
  valueOrStandard,
  withFlags,
  type FlagValues,
} from './optionFlags';
import { trainingFlags, trainingOptionsFrom } from './presets';
import { addSweepCommand } from './sweep';
import { say, shownOn, type Terminal } from './terminal';
import { filesFlags, textsOf } from './texts';
import { titleText, usageError } from './usage';
import { runFrom, withFromFlag, withRunFlags } from './trainingRun';
import { addTranslationCommands } from './translationProgram';

/** What the speed of a model depends on. */
const shape = ['cell', 'hiddenSize', 'layers', 'embeddingSize', 'batchSize', 'timeSteps', 'threads'];

const textFlags = flagsOf(textTable);

const topOption = whole(0, 100, { standard: 20, flag: '--top <n>', words: 'option.top' });

/** @throws UnrollError 'bad-options' */
export function samplingFrom(values: FlagValues): SamplingOptions {
  const given = together('sampling', ...givenBy(values, flagsOf(samplingTable)));
  const greedy = values['greedy'] === true ? { temperature: 0 } : {};
  return withGiven('sampling', defaultSamplingOptions, { ...given, ...greedy });
}

/** @param finished is told the exit code of the command that ran */
export function createProgram(terminal: Terminal, finished: (exitCode: number) => void): Command {
  const modelsFolder = modelsFolderOf({ environment: process.env, platform: process.platform, home: homedir() });
  const program = new Command('unroll')
    .description(say('help.description'))
    .version(unrollVersion, '-V, --version', say('help.version'))
    .helpOption('-h, --help', say('help.help'))
    .helpCommand('help [command]', say('help.helpCommand'))
    .option('--language <language>', say('help.language'))
    .configureHelp({ styleTitle: titleText })
    .configureOutput({
      writeOut: text => process.stdout.write(shownOn(process.stdout, text)),
      writeErr: text => process.stderr.write(shownOn(process.stderr, text)),
      outputError: (text, write) => {
        write(usageError(text));
      },
    })
    .addHelpText('after', exitCodes())
    .exitOverride();

  const shared = sharedFlags(program, modelsFolder);
  const { command, folderOption } = shared;

  const training = command('train', say('help.train'));
  addFlag(withFlags(withFlags(training, trainingFlags), filesFlags), presetOption, 'general', 'none');
  addFlag(training, secondsOption, 'general', 'none');
  withFromFlag(withRunFlags(training, shared, 'text'))
    .argument('<files...>', say('help.argument.textsToTrain'))
    .addHelpText(
      'after',
      examples(
        'unroll train novel.txt',
        'unroll train novel.txt --preset balanced',
        'unroll train novel.txt --seconds 60',
        'unroll train notes.md --tokens word --min-frequency 2 --hidden 128 --epochs 10',
        'unroll train poems.txt --cell gru --layers 2 --prefix "The night" --prefix "My love"',
        `unroll train notes/ 'docs/**/*.md' --without-front-matter --hold-out files`,
        'unroll train letters.txt --from novel --epochs 5',
        `unroll train novel.txt --name novel --quiet      ${say('help.train.quietExample')}`,
      ),
    )
    .action(async (files: string[], values: FlagValues) => {
      const source = await textsOf(files, values);
      const run = runFrom(source.name, values, [
        presetOption,
        secondsOption,
        ...trainingFlags.map(({ option }) => option),
      ]);
      const choice: KindChoice =
        run.from === undefined
          ? { kind: 'language', options: await trainingOptionsFrom(source, values, terminal) }
          : await choiceFrom(run, 'language', values, trainingFlags);
      finished(await trainLanguageModel(run, choice, source, terminal));
    });

  const samplingFlags = flagsOf(samplingTable);
  const generating = withFlags(command('generate', say('help.generate')), samplingFlags);
  addFlag(addFlag(generating, lengthOption), engineOption)
    .addOption(new Option('--greedy', say('help.generate.greedy')).helpGroup(groupTitle('sampling')))
    .option('--network-alone', say('help.networkAlone'))
    .argument('<model>', say('help.argument.model'))
    .addOption(
      repeatable(new Option('--prefix <text>', say('help.repeated', { words: message('help.generate.prefix') }))),
    )
    .addOption(folderOption(modelsFlag, say('help.modelsFolder')))
    .addOption(jsonOption())
    .addHelpText(
      'after',
      examples(
        'unroll generate novel --prefix "The Time Traveller"',
        'unroll generate ./models/novel-1a2b3 --prefix "It was" --length 500 --temperature 0.5',
        'unroll generate novel --prefix "I " --greedy',
      ),
    )
    .action(async (model: string, values: FlagValues) => {
      finished(
        await generate(
          {
            model,
            prefixes: Array.isArray(values['prefix']) ? values['prefix'].map(String) : [''],
            length: valueOrStandard(lengthOption, values),
            sampling: samplingFrom(values),
            engine: valueOrStandard(engineOption, values),
            networkAlone: values['networkAlone'] === true,
            modelsFolder: String(values['models']),
            json: values['json'] === true,
          },
          terminal,
        ),
      );
    });

  const vocabulary = command('vocab', say('help.vocab'));
  addFlag(withFlags(vocabulary, textFlags), topOption)
    .argument('<file>', say('help.argument.text'))
    .addOption(encodingOption())
    .addOption(jsonOption())
    .addHelpText('after', examples('unroll vocab novel.txt', 'unroll vocab novel.txt --tokens word --min-frequency 5'))
    .action(async (file: string, values: FlagValues) => {
      const options = withGiven(
        'text',
        defaultLanguageModelOptions.text,
        together('text', ...givenBy(values, textFlags)),
      );
      const top = valueOrStandard(topOption, values);
      finished(
        await showVocabulary(
          { file, encoding: given(values['encoding']), options, top, json: values['json'] === true },
          terminal,
        ),
      );
    });

  command('models', say('help.models'))
    .addOption(folderOption(modelsFlag, say('help.modelsFolder')))
    .addOption(jsonOption())
    .action(async (values: FlagValues) => {
      finished(await models(String(values['models']), values['json'] === true, terminal));
    });

  const shapeFlags = flagsOf(languageTable, ...shape);
  withFlags(command('engines', say('help.engines')), shapeFlags)
    .addOption(jsonOption())
    .action(async (values: FlagValues) => {
      const given = together('language', ...givenBy(values, shapeFlags));
      const options = withGiven('language', defaultLanguageModelOptions, given);
      finished(await engines(options, values['json'] === true, terminal));
    });

  addEvaluationCommands(shared, terminal, finished);
  addTranslationCommands(shared, terminal, finished);
  addSweepCommand(shared, terminal, finished);
  addExportCommand(shared, terminal, finished);
  addLabelCommands(shared, terminal, finished);
  addSeriesCommands(shared, terminal, finished);
  addCompressionCommands(shared, terminal, finished);
  return program;
}
