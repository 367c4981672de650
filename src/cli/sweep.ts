/** `unroll sweep`: several values of some options, one training after the other, and a table of what they came to. */
import { perplexity, type TrainingResult } from '../protocol/metrics';
import type { PlacedOption } from '../options/option';
import { keysGiven, withGiven } from '../options/read';
import {
  canVary,
  mostVariants,
  valuesIn,
  variantsOf,
  nameOfVariant,
  type Variant,
  type Varied,
} from '../options/variants';
import { UnrollError } from '../protocol/errors';
import { message } from '../words/message';
import { examples, type CommandLine } from './flags';
import { interruptedCode } from './interruption';
import { attributeOf, longName, withFlags, addFlag, type FlagValues } from './optionFlags';
import { originFrom, trainingFlags, trainingOptionsFrom } from './presets';
import { presetOption } from '../options/presets';
import { engineOption } from '../options/editor';
import { padded, places, say, sentence, type Terminal } from './terminal';
import { filesFlags, textsOf } from './texts';
import { trainToTheEnd } from './training';
import { placeOf, runFrom, withMakingFlags } from './trainingRun';

const nameOf = ({ option }: PlacedOption): string => longName(option.facts.flag ?? '');
const given = ({ option }: PlacedOption, values: FlagValues): unknown => values[attributeOf(option.facts.flag ?? '')];

/** Flags with more than one value. @throws UnrollError 'bad-options' */
export function variedBy(values: FlagValues, flags: readonly PlacedOption[]): Varied[] {
  return flags.filter(canVary).flatMap(option => {
    const text = given(option, values);
    if (typeof text !== 'string' || !text.includes(',')) return [];
    return [{ option, values: valuesIn(text, option.option, nameOf(option)) }];
  });
}

export function addSweepCommand(line: CommandLine): void {
  const sweeping = line.command('sweep', say('help.sweep'));
  addFlag(withFlags(withFlags(sweeping, trainingFlags), filesFlags), presetOption, 'general', 'none');
  withMakingFlags(addFlag(sweeping, engineOption), line)
    .argument('<files...>', say('help.argument.textsToTrain'))
    .addHelpText(
      'after',
      examples(
        'unroll sweep novel.txt --hidden 64,128,256',
        'unroll sweep novel.txt --cell gru,lstm --lr 2e-3,4e-3 --epochs 10',
      ),
    )
    .action(line.runs((files: string[], values: FlagValues) => sweep(files, values, line.terminal)));
}

async function sweep(files: readonly string[], values: FlagValues, terminal: Terminal): Promise<number> {
  const varied = variedBy(values, trainingFlags);
  const variants = variantsOf(varied);
  if (variants.length < 2) throw new UnrollError('bad-options', message('terminal.nothingVaried'));
  if (variants.length > mostVariants)
    throw new UnrollError(
      'bad-options',
      message('terminal.tooManyVariants', { count: variants.length, most: mostVariants }),
    );
  const source = await textsOf(files, values, terminal);
  const alike = {
    ...values,
    ...Object.fromEntries(varied.map(({ option }) => [attributeOf(nameOf(option)), undefined])),
  };
  const base = await trainingOptionsFrom(source, alike, terminal);
  const origin = originFrom(alike, trainingFlags);
  const run = runFrom(values, []);
  const place = await placeOf(run, 'language', source);
  const results: { variant: Variant; result: TrainingResult }[] = [];
  for (const [index, variant] of variants.entries()) {
    const words = sentence(nameOfVariant(variant));
    if (!run.json && !run.quiet)
      terminal.remark(say('terminal.variant', { number: index + 1, count: variants.length, words }));
    const options = withGiven('language', base, variant.given);
    const job = {
      ...place,
      modelName: `${place.modelName} ${words}`,
      kind: 'language' as const,
      options,
      origin: { ...origin, given: [...origin.given, ...keysGiven('language', variant.given)] },
    };
    const result = await trainToTheEnd(terminal, run, job);
    results.push({ variant, result });
    if (result.reason === 'stopped') break;
  }
  if (run.json)
    terminal.print(
      JSON.stringify({ sweep: results.map(({ variant, result }) => ({ given: variant.given, ...result })) }),
    );
  else linesOf(results).forEach(terminal.print);
  return results.at(-1)?.result.reason === 'stopped' ? interruptedCode : 0;
}

/** The best first. */
function linesOf(results: readonly { variant: Variant; result: TrainingResult }[]): string[] {
  const lossOf = ({ validationLoss, trainLoss }: TrainingResult): number => validationLoss ?? trainLoss;
  const words = results.map(({ variant }) => sentence(nameOfVariant(variant)));
  const width = Math.max(...words.map(places));
  return results
    .map(({ result }, index) => ({ result, name: words[index]! }))
    .sort((a, b) => lossOf(a.result) - lossOf(b.result))
    .map(({ result, name }) =>
      [
        padded(name, width),
        padded(say('model.perplexity', { perplexity: perplexity(lossOf(result)) }), 20),
        padded(say('terminal.variant.time', { seconds: result.seconds }), 12),
        result.folder,
      ].join('  '),
    );
}
