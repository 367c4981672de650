/** Which labelled texts are learned from, which choose between models, and which only judge. */
import { Random } from '../random/random';

/** Places in the list that was split, in its order. */
export interface SplitTexts {
  training: Int32Array;
  /** Chooses: when to stop, which model to believe, how far. */
  validation: Int32Array;
  /** Judges, once. */
  test: Int32Array;
}

/**
 * Of every label about `fraction` is held out, half of it to choose and half to judge, drawn by the seed. Texts that say nearly the same stand
 * on one side: what was learned by heart would else be judged.
 * @param labels of each text @param groups as of `groupingSimilar` @param isLearned texts that have been learned from already neither choose nor
 * judge, nor does what is similar to them. Those of the training side of a split change nothing of it.
 */
export function splitLabelled(
  labels: Int32Array,
  groups: Int32Array,
  fraction: number,
  seed: number,
  isLearned: (place: number) => boolean = () => false,
): SplitTexts {
  const random = new Random(seed);
  const members = new Map<number, number[]>();
  groups.forEach((group, place) => {
    const known = members.get(group);
    if (known) known.push(place);
    else members.set(group, [place]);
  });
  const byLabel = new Map<number, number[][]>();
  for (const group of members.values()) {
    const label = labels[group[0]!]!;
    const known = byLabel.get(label);
    if (known) known.push(group);
    else byLabel.set(label, [group]);
  }
  const sides = { training: [] as number[], validation: [] as number[], test: [] as number[] };
  for (const all of byLabel.values()) {
    const texts = all.reduce((sum, group) => sum + group.length, 0);
    const half = (texts * fraction) / 2;
    const order = Int32Array.from(all, (_, place) => place);
    random.shuffle(order);
    const taken = { validation: 0, test: 0 };
    for (const place of order) {
      const group = all[place]!;
      // A group larger than what is left to take goes to the training side, which takes any.
      const side = (['test', 'validation'] as const).find(
        name => taken[name] + group.length <= Math.max(1, half) + 0.5,
      );
      if (fraction === 0 || all.length < 3 || side === undefined || group.some(isLearned))
        sides.training.push(...group);
      else {
        taken[side] += group.length;
        sides[side].push(...group);
      }
    }
  }
  const sorted = (places: number[]): Int32Array => Int32Array.from(places).sort();
  return { training: sorted(sides.training), validation: sorted(sides.validation), test: sorted(sides.test) };
}
