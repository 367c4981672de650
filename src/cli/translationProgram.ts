/** The commands for translation, with their flags, help and examples. */
import { Option } from 'commander';
import { engineOption } from '../options/editor';
import { yesNo } from '../options/option';
import { together, withGiven, type Given } from '../options/read';
import {
  byCharacters,
  columnsTable,
  defaultColumnOptions,
  defaultTranslationOptions,
  searchTable,
  translationTable,
  type PairColumns,
  type TranslationOptions,
} from '../options/translation';
import { detectPairs } from '../text/pairs/pairDetection';
import { readSource } from '../training/readSource';
import { examples, given, encodingOption, jsonOption, modelsFlag, type SharedFlags } from './flags';
import {
  addFlag,
  flagsOf,
  givenBy,
  groupTitle,
  valueOf,
  valueOrStandard,
  withFlags,
  type FlagValues,
} from './optionFlags';
import { say, type Terminal } from './terminal';
import { evaluateTranslation, trainTranslation, translate } from './translation';
import { sourceOf } from './training';
import { runFrom, withFromFlag, withRunFlags, type TrainingRun } from './trainingRun';
import { choiceFrom } from './further';
import type { KindChoice } from '../options/kinds';

const targetOption = (): Option => new Option('--target <file>', say('help.target')).helpGroup(groupTitle('pairs'));
const { tokenisation } = translationTable.entries.text.entries;
const beam = searchTable.entries.beamSize;
const heldOutOption = yesNo({ standard: false, flag: '--held-out', words: 'option.heldOut' });

const translationFlags = flagsOf(translationTable);
const columnFlags = flagsOf(columnsTable);

/** What `--format` does not say, the file's name and a second file do. */
const formatOf = (values: FlagValues, file: string): PairColumns['format'] => {
  const said = valueOf(columnsTable.entries.format, values);
  return said ?? (values['target'] !== undefined ? 'parallel' : /\.csv$/i.test(file) ? 'csv' : 'tsv');
};

/** @param standard what is taken where no flag says otherwise @throws UnrollError 'bad-options' */
export const translationOptionsFrom = (
  values: FlagValues,
  file: string,
  standard: Given<'translation'> = {},
): TranslationOptions =>
  withGiven(
    'translation',
    defaultTranslationOptions,
    together('translation', standard, ...givenBy(values, translationFlags), {
      text: { format: formatOf(values, file) },
    }),
  );

/**
 * Characters where most words of the targets occur once, as the editor proposes them; nothing where the person says what tokens are, or where
 * there is a second text.
 * @throws UnrollError as reading the text does
 */
async function proposedFor(
  { file, encoding, quiet }: TrainingRun,
  values: FlagValues,
  terminal: Terminal,
): Promise<Given<'translation'>> {
  const columns = columnsFrom(values, file);
  if (valueOf(tokenisation, values) !== undefined || columns.format === 'parallel') return {};
  const found = detectPairs(await readSource(sourceOf(file, encoding)), columns);
  if (!found?.wordsOccurOnce) return {};
  if (!quiet) terminal.remark(say('terminal.byCharacters'));
  return { text: byCharacters };
}

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
  const training = command('train-translation', say('help.trainTranslation'));
  withFromFlag(withRunFlags(withFlags(training, translationFlags), shared, 'pairs'))
    .argument('<file>', say('help.argument.pairsInUtf8'))
    .addOption(targetOption())
    .addHelpText(
      'after',
      examples(
        'unroll train-translation eng-fra.tsv',
        'unroll train-translation words.csv --source-column 2 --target-column 3 --header',
        'unroll train-translation dates.tsv --tokens char --max-length 60 --as-written',
        'unroll train-translation english.txt --target french.txt --name french',
      ),
    )
    .action(async (file: string, values: FlagValues) => {
      const run = runFrom(
        file,
        values,
        translationFlags.map(({ option }) => option),
      );
      const choice: KindChoice =
        run.from === undefined
          ? {
              kind: 'translation',
              options: translationOptionsFrom(
                values,
                file,
                run.resume === undefined ? await proposedFor(run, values, terminal) : {},
              ),
            }
          : await choiceFrom(run, 'translation', { format: formatOf(values, file), ...values }, translationFlags);
      finished(await trainTranslation(run, choice, given(values['target']), terminal));
    });

  const translating = command('translate', say('help.translate'));
  addFlag(addFlag(translating, beam), engineOption)
    .argument('<model>', say('help.argument.model'))
    .argument('[texts...]', say('help.argument.texts'))
    .addOption(folderOption(modelsFlag, say('help.modelsFolder')))
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `\n${say('help.translate.more')}\n${examples(
        `unroll translate eng-fra "Go on. I'm home."`,
        'unroll translate eng-fra < letter.txt > lettre.txt',
      )}`,
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

  const evaluating = command('evaluate-translation', say('help.evaluateTranslation'));
  addFlag(addFlag(withFlags(evaluating, columnFlags), heldOutOption), beam, 'general', '1')
    .argument('<model>', say('help.argument.model'))
    .argument('<file>', say('help.argument.pairs'))
    .addOption(targetOption())
    .addOption(encodingOption())
    .addOption(folderOption(modelsFlag, say('help.modelsFolder')))
    .addOption(jsonOption())
    .addHelpText('after', examples('unroll evaluate-translation eng-fra eng-fra.tsv --held-out --beam 4'))
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
