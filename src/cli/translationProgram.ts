/** The commands for translation, with their flags, help and examples. */
import { Option } from 'commander';
import { engineOption } from '../options/editor';
import { yesNo } from '../options/option';
import { withStandard, type Given } from '../options/read';
import {
  byCharacters,
  columnsTable,
  searchTable,
  translationTable,
  type PairColumns,
  type TranslationOptions,
} from '../options/translation';
import { readSource, sourceOf } from './input';
import { evaluate, evaluatedBy } from './evaluation';
import { examples, given, encodingOption, withModelFlags, type CommandLine } from './flags';
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
import { translate } from './translation';
import { train } from './training';
import { withModel } from './usingModel';
import type { TextSource } from '../protocol/textSource';
import { placeOf, runFrom, withKindFlags } from './trainingRun';
import { choiceFrom } from './further';

const targetOption = (): Option => new Option('--target <file>', say('help.target')).helpGroup(groupTitle('pairs'));
const { tokenisation } = translationTable.entries.text.entries;
const beam = searchTable.entries.beamSize;
const heldOutOption = yesNo({ standard: false, flag: '--held-out', words: 'option.heldOut' });

const translationFlags = flagsOf(translationTable);
const columnFlags = flagsOf(columnsTable);

/** What `--format` does not say, the file's name and a second file do. */
const formatOf = (values: FlagValues, file: string): PairColumns['format'] => {
  const given = valueOf(columnsTable.entries.format, values);
  return given ?? (values['target'] !== undefined ? 'parallel' : /\.csv$/i.test(file) ? 'csv' : 'tsv');
};

/** @param standard what is taken where no flag says otherwise @throws UnrollError 'bad-options' */
export const translationOptionsFrom = (
  values: FlagValues,
  file: string,
  standard: Given<'translation'> = {},
): TranslationOptions =>
  withStandard('translation', standard, ...givenBy(values, translationFlags), {
    text: { format: formatOf(values, file) },
  });

/**
 * Characters where most words of the targets occur once, as the editor proposes them; nothing where the person says what tokens are, or where
 * there is a second text.
 * @throws UnrollError as reading the text does
 */
async function proposedFor(
  source: TextSource,
  columns: PairColumns,
  values: FlagValues,
  terminal: Terminal,
): Promise<Given<'translation'>> {
  if (valueOf(tokenisation, values) !== undefined || columns.format === 'parallel') return {};
  const { detectPairs } = await import('../text/pairs/pairDetection');
  const found = detectPairs(await readSource(source), columns);
  if (!found?.wordsOccurOnce) return {};
  if (values['quiet'] !== true) terminal.remark(say('terminal.byCharacters'));
  return { text: byCharacters };
}

const columnsFrom = (values: FlagValues, file: string): PairColumns =>
  withStandard('columns', ...givenBy(values, columnFlags), { format: formatOf(values, file) });

export function addTranslationCommands(line: CommandLine): void {
  const { command, runs, terminal } = line;
  withKindFlags(command('train-translation', say('help.trainTranslation')), line, 'translation')
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
    .action(
      runs(async (file: string, values: FlagValues) => {
        const own = translationFlags.map(({ option }) => option);
        const run = runFrom(values, own);
        const [source, ...targets] = await sourcesOf(file, values, terminal);
        const choice = await choiceFrom(
          run,
          'translation',
          { format: formatOf(values, file), ...values },
          translationFlags,
          async () => {
            const columns = columnsFrom(values, file);
            const standard = run.resume === undefined ? await proposedFor(source, columns, values, terminal) : {};
            return { kind: 'translation', options: translationOptionsFrom(values, file, standard) };
          },
        );
        return train(terminal, run, {
          ...(await placeOf(run, 'translation', source)),
          sources: [source, ...targets],
          ...choice,
        });
      }),
    );

  withModelFlags(addFlag(addFlag(command('translate', say('help.translate')), beam), engineOption), line)
    .argument('<model>', say('help.argument.model'))
    .argument('[texts...]', say('help.argument.texts'))
    .addHelpText(
      'after',
      `\n${say('help.translate.more')}\n${examples(
        `unroll translate eng-fra "Go on. I'm home."`,
        'unroll translate eng-fra < letter.txt > lettre.txt',
      )}`,
    )
    .action(runs((model: string, texts: string[], values: FlagValues) => translate(model, texts, values, terminal)));

  const evaluating = command('evaluate-translation', say('help.evaluateTranslation'));
  withModelFlags(addFlag(addFlag(withFlags(evaluating, columnFlags), heldOutOption), beam, 'general', '1'), line)
    .argument('<model>', say('help.argument.model'))
    .argument('<file>', say('help.argument.pairs'))
    .addOption(targetOption())
    .addOption(encodingOption())
    .addHelpText('after', examples('unroll evaluate-translation eng-fra eng-fra.tsv --held-out --beam 4'))
    .action(
      runs(async (name: string, file: string, values: FlagValues) => {
        const sources = await sourcesOf(file, values, terminal);
        const pairs = {
          format: columnsFrom(values, file),
          heldOut: valueOrStandard(heldOutOption, values),
          beamSize: valueOf(beam, values) ?? 1,
        };
        return withModel(name, evaluatedBy('evaluate-translation'), values, terminal, (model, signal) =>
          evaluate('evaluate-translation', model, { sources, pairs }, values, terminal, signal),
        );
      }),
    );
}

/** One file, or two parallel ones. */
async function sourcesOf(file: string, values: FlagValues, terminal: Terminal): Promise<[TextSource, ...TextSource[]]> {
  const [target, encoding] = [given(values['target']), given(values['encoding'])];
  const source = await sourceOf(file, terminal, encoding);
  return target === undefined ? [source] : [source, await sourceOf(target, terminal, encoding)];
}
