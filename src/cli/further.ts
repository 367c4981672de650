/** `--from MODEL`: a training that begins with the weights of a model, with its tokens and its network. */
import { isDeepStrictEqual } from 'node:util';
import { canTrainFurther, furtherChoice, keptOptions } from '../kinds/descriptions';
import type { KindChoice } from '../options/kinds';
import type { PlacedOption } from '../options/option';
import { laidOver, valueAt } from '../options/read';
import { UnrollError } from '../protocol/errors';
import type { KindId } from '../protocol/kind';
import type { OptionsOrigin } from '../protocol/model';
import { textMessage } from '../protocol/message';
import { readManifest } from '../store/manifest';
import { message } from '../words/message';
import { findModel } from './home';
import { hasWeightsOf } from './usingModel';
import { originFrom } from './presets';
import { givenBy, longName, valueOf, type FlagValues } from './optionFlags';

/**
 * What is trained: a new model, or with --from what that model was, changed by the flags.
 * @param flags of the options that a new model would have
 * @param fresh a new one
 * @throws UnrollError 'bad-options' for a model of another kind, and for flags of what the weights are of
 */
export async function choiceFrom(
  { from, modelsFolder }: { from: string | undefined; modelsFolder: string },
  kind: KindId,
  values: FlagValues,
  flags: readonly PlacedOption[],
  fresh: () => KindChoice | Promise<KindChoice>,
): Promise<KindChoice & { origin?: OptionsOrigin }> {
  if (from === undefined) return { ...(await fresh()), origin: originFrom(values, flags) };
  const model = await readManifest(await findModel(from, modelsFolder, { suits: hasWeightsOf(kind) }));
  const { name } = model;
  if (model.kind !== kind) throw new UnrollError('bad-options', message('error.otherKind', { name }));
  if (!canTrainFurther(model)) throw new UnrollError('bad-options', message('error.notTrainedFurther', { name }));
  const wanted = furtherChoice(model, givenBy(values, flags).reduce(laidOver, {}));
  const kept = keptOptions(wanted, model);
  const lost = flags.filter(
    ({ option, path }) =>
      valueOf(option, values) !== undefined && !isDeepStrictEqual(valueAt(wanted.options, path), valueAt(kept, path)),
  );
  if (lost.length === 0) return wanted;
  const named = lost.map(({ option }) => textMessage(longName(option.facts.flag ?? '')));
  throw new UnrollError('bad-options', message('terminal.optionsOfParent', { flags: named }));
}
