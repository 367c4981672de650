/** The commands for translation, with their flags, help and examples. */
import { Option } from 'commander';
import { engineOption } from '../options/editor';
import { yesNo } from '../options/option';
import { together, withGiven } from '../options/read';
import {
  columnsTable,
  defaultColumnOptions,
  defaultTranslationOptions,
  searchTable,
  translationTable,
  type PairColumns,
  type TranslationOptions,
} from '../options/translation';
import { exitCodes, given, encodingOption, jsonOption, modelsFlag, type SharedFlags } from './flags';
import { addFlag, flagsOf, givenBy, valueOf, valueOrStandard, withFlags, type FlagValues } from './optionFlags';
import type { Terminal } from './terminal';
import { evaluateTranslation, trainTranslation, translate } from './translation';
import { runFrom, withRunFlags } from './trainingRun';

const targetOption = (): Option =>
  new Option('--target <file>', 'the second of two parallel texts: line n translates line n').helpGroup('Pairs:');
const beam = searchTable.entries.beamSize;
const heldOutOption = yesNo({ standard: false, flag: '--held-out', words: 'option.heldOut' });

const translationFlags = flagsOf(translationTable);
const columnFlags = flagsOf(columnsTable);

/** What `--format` does not say, the file's name and a second file do. */
const formatOf = (values: FlagValues, file: string): PairColumns['format'] => {
  const said = valueOf(columnsTable.entries.format, values);
  return said ?? (values['target'] !== undefined ? 'parallel' : /\.csv$/i.test(file) ? 'csv' : 'tsv');
};

/** @throws UnrollError 'bad-options' */
export const translationOptionsFrom = (values: FlagValues, file: string): TranslationOptions =>
  withGiven(
    'translation',
    defaultTranslationOptions,
    together('translation', ...givenBy(values, translationFlags), { text: { format: formatOf(values, file) } }),
  );

const columnsFrom = (values: FlagValues, file: string): PairColumns =>
  withGiven(
    'columns',
    defaultColumnOptions,
    together('columns', ...givenBy(values, columnFlags), { format: formatOf(values, file) }),
  );

export function addTranslationCommands(
  shared: SharedFlags,
  terminal: Terminal,
  finished: (exitCode: number) => void,
): void {
  const { command, folderOption } = shared;
  const training = command('train-translation', 'train a translation model on sentence pairs');
  withRunFlags(withFlags(training, translationFlags), shared, 'these pairs')
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

  const translating = command('translate', 'translate texts, sentence by sentence, with a translation model');
  addFlag(addFlag(translating, beam), engineOption)
    .argument('<model>', 'its folder, id or name')
    .argument('[texts...]', 'what to translate; without any, standard input')
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
            beamSize: valueOrStandard(beam, values),
            modelsFolder: String(values['models']),
            engine: valueOrStandard(engineOption, values),
            json: values['json'] === true,
          },
          terminal,
        ),
      );
    });

  const evaluating = command('evaluate-translation', 'hold a translation model against sentence pairs');
  addFlag(addFlag(withFlags(evaluating, columnFlags), heldOutOption), beam, 'general', '1')
    .argument('<model>', 'its folder, id or name')
    .argument('<file>', 'the pairs')
    .addOption(targetOption())
    .addOption(encodingOption())
    .addOption(folderOption(modelsFlag, 'folder that holds the models'))
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `\nExamples:\n  unroll evaluate-translation eng-fra eng-fra.tsv --held-out --beam 4${exitCodes}`,
    )
    .action(async (model: string, file: string, values: FlagValues) => {
      finished(
        await evaluateTranslation(
          {
            model,
            file,
            target: given(values['target']),
            encoding: given(values['encoding']),
            format: columnsFrom(values, file),
            heldOut: valueOrStandard(heldOutOption, values),
            beamSize: valueOf(beam, values) ?? 1,
            modelsFolder: String(values['models']),
            json: values['json'] === true,
          },
          terminal,
        ),
      );
    });
}
