/** The commands for classifiers, with their flags, help and examples. */
import type { Command } from 'commander';
import { capabilityOf, openModel } from '../kinds/implementations';
import { editorOptions, engineOption } from '../options/editor';
import {
  defaultLabelColumns,
  defaultLabelOptions,
  labelColumnsTable,
  labelsTable,
  type LabelColumns,
  type LabelOptions,
} from '../options/labels';
import type { KindChoice } from '../options/kinds';
import { together, withGiven } from '../options/read';
import type { LabelEvaluation, TextLabel } from '../protocol/labels';
import { message } from '../words/message';
import { evaluated } from './evaluation';
import { encodingOption, examples, given, jsonOption, modelsFlag, type SharedFlags } from './flags';
import { choiceFrom } from './further';
import { findModel } from './home';
import { linesOfInput } from './input';
import { onInterruption } from './interruption';
import { labelReportLines } from './labelReport';
import { addFlag, flagsOf, givenBy, valueOrStandard, withFlags, type FlagValues } from './optionFlags';
import { say, sentence, type Terminal } from './terminal';
import { readSource } from '../training/readSource';
import { sourceOf, train } from './training';
import { placeOf, runFrom, withFromFlag, withRunFlags } from './trainingRun';

const labelFlags = flagsOf(labelsTable);
const columnFlags = flagsOf(labelColumnsTable);
const unsureBelow = editorOptions['labels.unsureBelow'];

/** @throws UnrollError 'bad-options' */
const optionsFrom = (values: FlagValues): LabelOptions =>
  withGiven('labels', defaultLabelOptions, together('labels', ...givenBy(values, labelFlags)));

export function addLabelCommands(shared: SharedFlags, terminal: Terminal, finished: (exitCode: number) => void): void {
  const { command, folderOption } = shared;
  const withModel = (of: Command): Command => of.addOption(folderOption(modelsFlag, say('help.modelsFolder')));

  const training = command('train-classifier', say('help.trainClassifier'));
  withFromFlag(withRunFlags(withFlags(training, labelFlags), shared, 'labels'))
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
    .action(async (file: string, values: FlagValues) => {
      const run = runFrom(
        file,
        values,
        labelFlags.map(({ option }) => option),
      );
      const nextStep = (folder: string) => message('terminal.classifyHint', { folder });
      const choice: KindChoice =
        run.from === undefined
          ? { kind: 'labels', options: optionsFrom(values) }
          : await choiceFrom(run, 'labels', values, labelFlags);
      finished(await train(terminal, { ...run, nextStep }, { ...(await placeOf(run)), ...choice }));
    });

  withModel(addFlag(addFlag(command('classify', say('help.classify')), engineOption), unsureBelow))
    .argument('<model>', say('help.argument.model'))
    .argument('[texts...]', say('help.argument.toLabel'))
    .option('--files', say('help.classify.files'))
    .option('--explain', say('help.classify.explain'))
    .addOption(jsonOption())
    .addHelpText(
      'after',
      examples(
        'unroll classify spam "You have won"',
        'unroll classify spam --files inbox/*.txt',
        'unroll classify spam --explain < lines.txt',
      ),
    )
    .action(async (model: string, texts: string[], values: FlagValues) => {
      finished(await classify(model, texts, values, terminal));
    });

  withModel(withFlags(command('evaluate-classifier', say('help.evaluateClassifier')), columnFlags))
    .argument('<model>', say('help.argument.model'))
    .argument('<source>', say('help.argument.labelled'))
    .addOption(encodingOption())
    .addOption(jsonOption())
    .addHelpText('after', examples('unroll evaluate-classifier spam other-mails/'))
    .action(async (model: string, file: string, values: FlagValues) => {
      finished(await evaluate(model, file, values, terminal));
    });
}

/** A line a text: label, probability, and the text or the name of its file. */
async function classify(name: string, given: string[], values: FlagValues, terminal: Terminal): Promise<number> {
  const model = await openModel(await findModel(name, String(values['models'])), valueOrStandard(engineOption, values));
  const interruption = onInterruption(() => undefined);
  try {
    const lines = given.length > 0 ? given : await linesOfInput(terminal, interruption.stop);
    const names = lines.filter(line => line.trim() !== '');
    const texts = values['files'] === true ? await textsOf(names) : names;
    const explain = values['explain'] === true;
    const request = { modelFolder: model.folder, texts, explain };
    const { labels } = await capabilityOf(model, 'label')(request, interruption.stop);
    const least = valueOrStandard(unsureBelow, values);
    for (const [index, found] of labels.entries()) {
      if (values['json'] === true) terminal.print(JSON.stringify({ ...found, sure: found.probability >= least }));
      else terminal.print([shownLabel(found, least), found.probability.toFixed(3), oneLine(names[index]!)].join('\t'));
      if (explain && values['json'] !== true) explained(texts[index]!, found).forEach(terminal.print);
    }
    return 0;
  } finally {
    interruption.dispose();
    model.dispose();
  }
}

async function textsOf(files: readonly string[]): Promise<string[]> {
  const texts: string[] = [];
  for (const file of files) texts.push(await readSource(sourceOf(file)));
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

async function evaluate(name: string, file: string, values: FlagValues, terminal: Terminal): Promise<number> {
  const interruption = onInterruption(() => undefined);
  try {
    const columns: LabelColumns = withGiven(
      'labelColumns',
      defaultLabelColumns,
      together('labelColumns', ...givenBy(values, columnFlags)),
    );
    const request = {
      modelFolder: await findModel(name, String(values['models'])),
      sources: [sourceOf(file, given(values['encoding']))],
      columns,
    };
    const evaluation = await evaluated(request, interruption.stop);
    if (values['json'] === true) terminal.print(JSON.stringify(evaluation));
    else if (evaluation.data === 'labels') evaluationLines(evaluation).forEach(terminal.print);
    return 0;
  } finally {
    interruption.dispose();
  }
}

export const evaluationLines = ({ notes, report, unknown }: LabelEvaluation): string[] => [
  ...notes.map(sentence),
  ...labelReportLines(report),
  ...(unknown > 0 ? [say('labels.unknown', { count: unknown })] : []),
];
