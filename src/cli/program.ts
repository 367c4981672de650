/** The commands with their flags, help and examples; what they do is in commands.ts. */
import { homedir } from 'node:os';
import { Command, Option } from 'commander';
import { engineOption } from '../options/editor';
import { presetOption, secondsOption } from '../options/presets';
import { lengthOption, samplingTable } from '../options/sampling';
import { message } from '../words/message';
import { unrollVersion } from '../protocol/version';
import { engines, generate, models, shapeFlags, textFlags, topOption, vocabulary } from './commands';
import { addCompressionCommands } from './compression';
import { addExportCommand } from './exports';
import { addEvaluationCommands } from './evaluation';
import { commandLine, encodingOption, examples, exitCodes, jsonOption, withModelFlags } from './flags';
import { addLabelCommands } from './labelProgram';
import { choiceFrom } from './further';
import { addSeriesCommands } from './seriesProgram';
import { modelsFolderOf } from './home';
import { groupTitle, addFlag, flagsOf, repeatable, withFlags, type FlagValues } from './optionFlags';
import { trainingFlags, trainingOptionsFrom } from './presets';
import { addSweepCommand } from './sweep';
import { say, shownOn, type Terminal } from './terminal';
import { filesFlags, textsOf } from './texts';
import { train } from './training';
import { titleText, usageError } from './usage';
import { placeOf, runFrom, withFromFlag, withRunFlags } from './trainingRun';
import { addTranslationCommands } from './translationProgram';

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
      outputError: (text, write) => write(usageError(text)),
    })
    .addHelpText('after', exitCodes())
    .exitOverride();

  const line = commandLine(program, terminal, modelsFolder, finished);
  const { command, runs } = line;

  const training = command('train', say('help.train'));
  addFlag(withFlags(withFlags(training, trainingFlags), filesFlags), presetOption, 'general', 'none');
  addFlag(training, secondsOption, 'general', 'none');
  withFromFlag(withRunFlags(training, line, 'text'))
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
    .action(
      runs(async (files: string[], values: FlagValues) => {
        const source = await textsOf(files, values, terminal);
        const own = trainingFlags.map(({ option }) => option);
        const run = runFrom(source.name, values, [presetOption, secondsOption, ...own]);
        const choice = await choiceFrom(run, 'language', values, trainingFlags, async () => ({
          kind: 'language',
          options: await trainingOptionsFrom(source, values, terminal),
        }));
        return train(terminal, run, { ...(await placeOf(run, source)), ...choice });
      }),
    );

  const generating = withFlags(command('generate', say('help.generate')), flagsOf(samplingTable));
  addFlag(addFlag(generating, lengthOption), engineOption)
    .addOption(new Option('--greedy', say('help.generate.greedy')).helpGroup(groupTitle('sampling')))
    .option('--network-alone', say('help.networkAlone'))
    .argument('<model>', say('help.argument.model'))
    .addOption(
      repeatable(new Option('--prefix <text>', say('help.repeated', { words: message('help.generate.prefix') }))),
    )
    .addHelpText(
      'after',
      examples(
        'unroll generate novel --prefix "The Time Traveller"',
        'unroll generate ./models/novel-1a2b3 --prefix "It was" --length 500 --temperature 0.5',
        'unroll generate novel --prefix "I " --greedy',
      ),
    )
    .action(runs((model: string, values: FlagValues) => generate(model, values, terminal)));
  withModelFlags(generating, line);

  addFlag(withFlags(command('vocab', say('help.vocab')), textFlags), topOption)
    .argument('<file>', say('help.argument.text'))
    .addOption(encodingOption())
    .addOption(jsonOption())
    .addHelpText('after', examples('unroll vocab novel.txt', 'unroll vocab novel.txt --tokens word --min-frequency 5'))
    .action(runs((file: string, values: FlagValues) => vocabulary(file, values, terminal)));

  withModelFlags(command('models', say('help.models')), line).action(
    runs((values: FlagValues) => models(values, terminal)),
  );

  withFlags(command('engines', say('help.engines')), shapeFlags)
    .addOption(jsonOption())
    .action(runs((values: FlagValues) => engines(values, terminal)));

  addEvaluationCommands(line);
  addTranslationCommands(line);
  addSweepCommand(line);
  addExportCommand(line);
  addLabelCommands(line);
  addSeriesCommands(line);
  addCompressionCommands(line);
  return program;
}
