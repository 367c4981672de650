/** The commands for translation, with their flags, help and examples. */
import { Option } from 'commander';
import { engineChoices } from '../protocol/model';
import {
  engineFlag,
  engineOption,
  exitCodes,
  given,
  jsonOption,
  modelsFlag,
  withSettings,
  type SharedFlags,
} from './flags';
import { parseChoice, parseNumber, type FlagValues } from './settingRows';
import type { Terminal } from './terminal';
import { evaluateTranslation, trainTranslation, translate } from './translation';
import { runFrom, withRunFlags } from './trainingRun';
import { pairSettings, translationCommandSettings, translationOptionsFrom } from './translationSettings';

const targetOption = (): Option =>
  new Option('--target <file>', 'the second of two parallel texts: line n translates line n').helpGroup('Pairs:');
const beamOption = (standard: number): Option =>
  new Option('--beam <n>', 'candidates of the beam search; 1 is greedy').default(String(standard));
const beamSizeFrom = (values: FlagValues): number => parseNumber('--beam', values['beam'], 1, 64, true);

export function addTranslationCommands(
  shared: SharedFlags,
  terminal: Terminal,
  finished: (exitCode: number) => void,
): void {
  const { command, folderOption } = shared;
  const training = command('train-translation', 'train a translation model on sentence pairs');
  withRunFlags(withSettings(training, translationCommandSettings), shared, 'these pairs')
    .argument('<file>', 'the pairs, in UTF-8: source, tab, target on each line (or see --format and --target)')
    .addOption(targetOption())
    .addHelpText(
      'after',
      `
Examples:
  unroll train-translation eng-fra.tsv
  unroll train-translation words.csv --source-column 2 --target-column 3 --header
  unroll train-translation dates.tsv --tokens char --max-length 60 --as-written
  unroll train-translation english.txt --target french.txt --name french${exitCodes}`,
    )
    .action(async (file: string, values: FlagValues) => {
      const options = translationOptionsFrom(values, file);
      finished(await trainTranslation(runFrom(file, values), options, given(values['target']), terminal));
    });

  command('translate', 'translate texts, sentence by sentence, with a translation model')
    .argument('<model>', 'its folder, id or name')
    .argument('[texts...]', 'what to translate; without any, standard input')
    .addOption(beamOption(4))
    .addOption(engineOption())
    .addOption(folderOption(modelsFlag, 'folder that holds the models'))
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Capitals and the places of punctuation are restored by simple rules. Words the model does not know are listed on
standard error and pass through as they are where the translation has a place for them.

Examples:
  unroll translate eng-fra "Go on. I'm home."
  unroll translate eng-fra < letter.txt > lettre.txt${exitCodes}`,
    )
    .action(async (model: string, texts: string[], values: FlagValues) => {
      finished(
        await translate(
          {
            model,
            texts,
            beamSize: beamSizeFrom(values),
            modelsFolder: String(values['models']),
            engine: parseChoice(engineFlag, values['engine'], engineChoices),
            json: values['json'] === true,
          },
          terminal,
        ),
      );
    });

  withSettings(command('evaluate-translation', 'hold a translation model against sentence pairs'), pairSettings)
    .argument('<model>', 'its folder, id or name')
    .argument('<file>', 'the pairs')
    .addOption(targetOption())
    .option('--last <n>', 'only the last n pairs (those a training run held out); 0 is all', '0')
    .addOption(beamOption(1))
    .addOption(folderOption(modelsFlag, 'folder that holds the models'))
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `\nExamples:\n  unroll evaluate-translation eng-fra eng-fra.tsv --last 500 --beam 4${exitCodes}`,
    )
    .action(async (model: string, file: string, values: FlagValues) => {
      const { format, sourceColumn, targetColumn, header, maxPairs } = translationOptionsFrom(
        values,
        file,
        pairSettings,
      ).text;
      finished(
        await evaluateTranslation(
          {
            model,
            file,
            target: given(values['target']),
            format: { format, sourceColumn, targetColumn, header, maxPairs },
            lastPairs: parseNumber('--last', values['last'], 0, Infinity, true),
            beamSize: beamSizeFrom(values),
            modelsFolder: String(values['models']),
            json: values['json'] === true,
          },
          terminal,
        ),
      );
    });
}
