/** Train Several…: trains with a few values of one option on the same text, one after the other, then compares the models. */
import * as vscode from 'vscode';
import { languageTable, type LanguageModelOptions } from '../../options/language';
import { optionsIn, type Option, type PlacedOption } from '../../options/option';
import { resolved, type Resolved } from '../../options/presets';
import { keysGiven, readOption, together, valueAt, withGiven } from '../../options/read';
import { canVary, valuesIn, variantsOf, nameOfOption, nameOfVariant, type Variant } from '../../options/variants';
import { toUnrollError } from '../../protocol/errors';
import type { Message } from '../../protocol/message';
import { commands } from '../ids';
import { given, isList, isSomething, isText } from '../given';
import { inform } from '../notify';
import { askInTurn, type Answer } from '../pickers/askInTurn';
import { secondsOf } from '../pickers/presetChoices';
import { askText, pickMany, pickOne, type Choice } from '../pickers/questions';
import { pickTextOrFiles } from '../pickers/filesSource';
import { charactersOf, type PickedText } from '../pickers/textSource';
import { nameOf, startTraining } from '../runs/startTraining';
import type { Services } from '../services';
import { readOptionSettings } from '../settings';
import { message, plain, type Line } from '../words';

/** @param argument as of `pickText`; with `{ vary, values, options }` in place of questions. @returns the models' ids */
export async function trainSeveral(
  services: Services,
  argument: unknown,
  selection?: unknown,
): Promise<string[] | undefined> {
  const text = await pickTextOrFiles(services, argument, selection);
  if (!text) return undefined;
  const characters = await charactersOf(text);
  const passed = givenBy(argument);
  const settings = together('language', readOptionSettings('language', text.scope), passed?.options);
  const gflops = passed ? undefined : await services.speed.get(settings.training?.threads ?? 0);
  const base = resolved(passed ? undefined : 'balanced', settings, characters, gflops);
  const expected = (options: LanguageModelOptions): number => Math.max(1, secondsOf(options, characters, gflops ?? 1));
  const variants = passed?.variants ?? (await ask(text.source.name, base.options, expected));
  return variants && trainAll(services, text, base, variants);
}

/** Options that can be varied: the cell first, then the other options of the network. */
const options = optionsIn(languageTable)
  .filter(canVary)
  .sort((a, b) => rankOf(a) - rankOf(b));

function rankOf({ key, path }: PlacedOption): number {
  if (key === 'network.cell') return 0;
  return path[0] === 'network' ? 1 : 2;
}

function givenBy(argument: unknown): { variants: Variant[]; options: unknown } | undefined {
  const vary = given(argument, 'vary', isText);
  const option = options.find(({ key }) => key === vary);
  const values = given(argument, 'values', isList)?.map(
    value => option && readOption(option.option, option.key, value),
  );
  if (!option || !values) return undefined;
  return { variants: variantsOf([{ option, values }]), options: given(argument, 'options', isSomething) };
}

/** All wait in line together; if one fails, the others are still trained. */
async function trainAll(
  services: Services,
  text: PickedText,
  { options: base, origin }: Resolved,
  variants: readonly Variant[],
): Promise<string[]> {
  const results = await Promise.all(
    variants.map(variant =>
      startTraining(services, {
        text,
        choice: { kind: 'language', options: withGiven('language', base, variant.given) },
        origin: { ...origin, given: [...(origin?.given ?? []), ...keysGiven('language', variant.given)] },
        name: plain(message('sweep.name', { name: nameOf(text.source), values: plain(nameOfVariant(variant)) })),
        oneOfSeveral: true,
      }),
    ),
  );
  const ids = results.flatMap(result => (result ? [result.modelId] : []));
  if (ids.length > 1) {
    await vscode.commands.executeCommand(commands.compareTrainings, { ids, byItself: true });
    void inform(message('sweep.done', { count: ids.length }));
  }
  return ids;
}

interface Answers {
  option: PlacedOption | undefined;
  values: readonly unknown[];
  variants: readonly Variant[];
}

async function ask(
  name: string,
  base: LanguageModelOptions,
  expectedSeconds: (options: LanguageModelOptions) => number,
): Promise<readonly Variant[] | undefined> {
  const title = (step: number): string => plain(message('sweep.title', { name, step, steps: 3 }));
  const choices = options.map((option): Choice<Answers> => ({
    answer: { option },
    label: nameOfOption(option),
    description: message('name', { name: String(valueAt(base, option.path)) }),
    detail: { key: option.option.facts.words },
  }));
  const answers = await askInTurn<Answers>(
    [
      () => pickOne(title(1), message('sweep.which'), choices),
      ({ option }) =>
        option ? askForValues(title(2), option, valueAt(base, option.path)) : Promise.resolve(undefined),
      ({ option, values }) => {
        const variants = option ? variantsOf([{ option, values }]) : [];
        const lines = variants.map((variant): Line & { variant: Variant } => ({
          variant,
          label: nameOfVariant(variant),
          description: message('sweep.time', { seconds: expectedSeconds(withGiven('language', base, variant.given)) }),
        }));
        return pickMany<Answers, (typeof lines)[number]>(
          title(3),
          message('sweep.confirm'),
          lines,
          () => true,
          chosen => (chosen.length === 0 ? undefined : { variants: chosen.map(({ variant }) => variant) }),
        );
      },
    ],
    { option: undefined, values: [], variants: [] },
  );
  return answers?.variants;
}

function askForValues(title: string, placed: PlacedOption, usual: unknown): Promise<Answer<Answers>> {
  const { option } = placed;
  const { range, sentences } = option;
  const name = plain(nameOfOption(placed));
  if (range.kind === 'choice') {
    const lines = range.values.map((value): Line & { value: string } => ({
      value,
      label: message('name', { name: value }),
      ...(sentences?.[value] ? { detail: { key: sentences[value] } } : {}),
    }));
    return pickMany<Answers, (typeof lines)[number]>(
      title,
      message('sweep.values', { name }),
      lines,
      () => false,
      chosen => (chosen.length < 2 ? undefined : { values: chosen.map(({ value }) => value) }),
    );
  }
  const problem = (text: string): Message | undefined => {
    try {
      return valuesIn(text, option, name).length < 2 ? message('sweep.twoValues') : undefined;
    } catch (thrown) {
      return toUnrollError(thrown).sentence;
    }
  };
  return askText(title, message('sweep.numbers', { name }), offered(option, usual), problem, text => ({
    values: valuesIn(text, option, name),
  }));
}

/** Half, once and twice the usual value, as far as the option allows these values. */
function offered(option: Option<unknown>, usual: unknown): string {
  if (typeof usual !== 'number') return '';
  const around = [usual / 2, usual, usual * 2].map(value => Number(value.toPrecision(3)));
  return around.map(value => (option.range.kind === 'whole' ? Math.round(value) : value)).join(', ');
}
