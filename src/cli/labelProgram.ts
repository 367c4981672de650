/** The commands for classifiers, with their flags, help and examples. */
import { capabilityOf } from '../kinds/implementations';
import { editorOptions, engineOption } from '../options/editor';
import { labelColumnsTable } from '../options/labels';
import { withStandard } from '../options/read';
import { UnrollError } from '../protocol/errors';
import type { TextLabel } from '../protocol/labels';
import { message } from '../words/message';
import { evaluate, evaluatedBy } from './evaluation';
import { encodingOption, examples, given, withModelFlags, type CommandLine } from './flags';
import { isInput, linesOfInput, readSource, sourceOf } from './input';
import { addFlag, flagsOf, givenBy, valueOrStandard, withFlags, type FlagValues } from './optionFlags';
import { say, type Terminal } from './terminal';
import { trainKind, withKindFlags } from './trainingRun';
import { usableTo, withModel, type UsedModel } from './usingModel';

const columnFlags = flagsOf(labelColumnsTable);
const unsureBelow = editorOptions['labels.unsureBelow'];

export function addLabelCommands(line: CommandLine): void {
  const { command, runs, terminal } = line;
  withKindFlags(command('train-classifier', say('help.trainClassifier')), line, 'labels')
    .argument('<source>', say('help.argument.labelled'))
    .addHelpText(
      'after',
      examples(
        'unroll train-classifier reviews.csv',
        'unroll train-classifier mails/ --name spam',
        'unroll train-classifier names.tsv --tokens char --label-column country --text-column name',
        'unroll train-classifier more-mails/ --from spam --epochs 5',
      ),
    )
    .action(runs((file: string, values: FlagValues) => trainKind(terminal, 'labels', file, values)));

  withModelFlags(addFlag(addFlag(command('classify', say('help.classify')), engineOption), unsureBelow), line)
    .argument('<model>', say('help.argument.model'))
    .argument('[texts...]', say('help.argument.toLabel'))
    .option('--files', say('help.classify.files'))
    .option('--explain', say('help.classify.explain'))
    .addHelpText(
      'after',
      examples(
        'unroll classify spam "You have won"',
        'unroll classify spam --files inbox/*.txt',
        'unroll classify spam --explain < lines.txt',
      ),
    )
    .action(
      runs((name: string, texts: string[], values: FlagValues) =>
        withModel(name, usableTo('label'), values, terminal, (model, signal) =>
          classify(model, texts, values, terminal, signal),
        ),
      ),
    );

  withModelFlags(withFlags(command('evaluate-classifier', say('help.evaluateClassifier')), columnFlags), line)
    .argument('<model>', say('help.argument.model'))
    .argument('<source>', say('help.argument.labelled'))
    .addOption(encodingOption())
    .addHelpText('after', examples('unroll evaluate-classifier spam other-mails/'))
    .action(
      runs(async (name: string, file: string, values: FlagValues) => {
        const columns = withStandard('labelColumns', ...givenBy(values, columnFlags));
        const sources = [await sourceOf(file, terminal, given(values['encoding']))];
        return withModel(name, evaluatedBy('evaluate-classifier'), values, terminal, (model, signal) =>
          evaluate('evaluate-classifier', model, { sources, columns }, values, terminal, signal),
        );
      }),
    );
}

/** A line a text: label, probability, and the text or the name of its file. */
async function classify(
  model: UsedModel,
  given: string[],
  values: FlagValues,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  const [json, explain] = [values['json'] === true, values['explain'] === true];
  const byFile = values['files'] === true;
  const lines = (byFile && given.length > 0) || !isInput(given) ? given : await linesOfInput(terminal, signal);
  const names = lines.filter(line => line.trim() !== '');
  if (names.length === 0) throw new UnrollError('empty-text', message('error.nothingToLabel'));
  const texts = byFile ? await textsOf(names, terminal) : names;
  const { labels } = await capabilityOf(model, 'label')({ modelFolder: model.folder, texts, explain }, signal);
  const least = valueOrStandard(unsureBelow, values);
  for (const [index, found] of labels.entries()) {
    if (json) terminal.print(JSON.stringify({ ...found, sure: found.probability >= least }));
    else terminal.print([shownLabel(found, least), found.probability.toFixed(3), oneLine(names[index]!)].join('\t'));
    if (explain && !json) explained(texts[index]!, found).forEach(terminal.print);
  }
  return 0;
}

async function textsOf(files: readonly string[], terminal: Terminal): Promise<string[]> {
  const texts: string[] = [];
  for (const file of files) texts.push(await readSource(await sourceOf(file, terminal)));
  return texts;
}

const shownLabel = ({ label, probability }: TextLabel, least: number): string =>
  probability >= least ? label : `${label}?`;

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

const mostWords = 8;

/** The words that moved the label most, for or against it. */
const explained = (text: string, { words }: TextLabel): string[] =>
  [...words]
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
    .slice(0, mostWords)
    .map(({ from, to, weight }) => say('terminal.word', { weight, word: text.slice(from, to) }));
