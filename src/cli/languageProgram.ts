/** `unroll train`, and what needs no more than a text or a model: `generate`, `vocab`, `models`, `engines`. */
import { Option } from 'commander';
import { engineOption } from '../options/editor';
import { presetOption, secondsOption } from '../options/presets';
import { lengthOption, samplingTable } from '../options/sampling';
import { message } from '../words/message';
import { engines, generate, models, shapeFlags, textFlags, topOption, vocabulary } from './commands';
import { encodingOption, examples, jsonOption, withModelFlags, type CommandLine } from './flags';
import { choiceFrom } from './further';
import { groupTitle, addFlag, flagsOf, repeatable, withFlags, type FlagValues } from './optionFlags';
import { trainingFlags, trainingOptionsFrom } from './presets';
import { say } from './terminal';
import { filesFlags, textsOf } from './texts';
import { train } from './training';
import { placeOf, runFrom, withRunFlags } from './trainingRun';

export function addTrainCommand(line: CommandLine): void {
  const { command, runs, terminal } = line;
  const training = command('train', say('help.train'));
  addFlag(withFlags(withFlags(training, trainingFlags), filesFlags), presetOption, 'general', 'none');
  addFlag(training, secondsOption, 'general', 'none');
  withRunFlags(training, line, 'text')
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
        const run = runFrom(values, [presetOption, secondsOption, ...own]);
        const choice = await choiceFrom(run, 'language', values, trainingFlags, async () => ({
          kind: 'language',
          options: await trainingOptionsFrom(source, values, terminal),
        }));
        return train(terminal, run, { ...(await placeOf(run, 'language', source)), ...choice });
      }),
    );
}

export function addModelCommands(line: CommandLine): void {
  const { command, runs, terminal } = line;
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
}
