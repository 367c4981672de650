/** How a model is trained further unless a person says otherwise: as it was trained, but gently. */
import { readChoice, type KindChoice, type KindOptions } from '../options/kinds';
import { laidOver } from '../options/read';
import type { KindId } from '../protocol/kind';
import { descriptions } from './descriptions';

/** Weights that are good already are lost again to the steps of a beginning. */
const gentler = 0.3;

/** Whether models of this kind can be trained further. */
export const canTrainFurther = ({ kind }: Pick<KindChoice, 'kind'>): boolean =>
  descriptions[kind].further !== undefined;

/** @param given some of the options, as a person has given them @throws UnrollError 'bad-options' */
export function furtherChoice({ kind, options }: KindChoice, given: unknown): KindChoice {
  const gentle =
    'optimiser' in options ? { optimiser: { learningRate: gentler * options.optimiser.learningRate } } : {};
  return readChoice(kind, laidOver(laidOver(options, gentle), given));
}

/** What of the options holds: the weights of a model leave no choice of some. */
export const keptOptions = <K extends KindId>(wanted: KindChoice<K>, model: KindChoice<K>): KindOptions[K] =>
  descriptions[wanted.kind].further?.(wanted.options, model.options) ?? wanted.options;
