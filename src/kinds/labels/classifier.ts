/** Statistics and network as one classifier of texts. */
import type { NamedArray } from '../../nn/parameters';
import { runWithPauses } from '../../text/pausable';
import type { LabelledWord, TextLabel, VoiceName } from '../../protocol/labels';
import { wordsIn } from '../../text/labels/words';
import { chosenTrust, pooled, type LogProbabilities } from '../../text/labels/trust';
import type { Pause } from '../../training/pause';
import { readAll } from './network/task';
import type { LabelModel } from './network/model';
import { encodingTexts, type LabelSet, type Reading } from './prepareLabels';
import type { Statistics } from './statistics';

/** In the order of `trust`. */
export type Voices = readonly [LogProbabilities, LogProbabilities, LogProbabilities];
export const voiceOrder: readonly VoiceName[] = ['bayes', 'regression', 'network'];

/** Until the network has been held against what it has not read, it is not believed. */
const untried: readonly number[] = [0, 1, 0];

/** Texts that are explained word by word; of longer ones the beginning. */
const mostWordsExplained = 100;
const mostRanked = 5;

export class Classifier {
  /** How far each voice is believed. */
  trust: ArrayLike<number> = untried;

  constructor(
    readonly labels: readonly string[],
    private statistics: Statistics,
    private readonly model: LabelModel,
    readonly reading: Reading,
    private readonly maxLength: number,
  ) {}

  /** Learns from texts that neither statistics nor network has read how far to believe each. */
  async settle(validation: LabelSet, pause: Pause): Promise<void> {
    if (validation.labels.length === 0) return;
    this.trust = chosenTrust(
      await this.voices(validation.texts, pause),
      validation.labels,
      this.labels.length,
      untried,
    );
  }

  /** Statistics that have read more, believed as those before. */
  takeOver(statistics: Statistics): void {
    this.statistics = statistics;
  }

  /** As a model's folder keeps them. */
  get statisticsArrays(): NamedArray[] {
    return this.statistics.arrays();
  }

  /** What each voice makes of the texts. */
  async voices(asked: readonly string[], pause: Pause): Promise<Voices> {
    // As those were that it was trained on.
    const texts = asked.map(text => text.normalize('NFC'));
    const [bayes, regression] = await runWithPauses(this.statistics.logProbabilities(texts), pause);
    const encoded = await runWithPauses(encodingTexts(texts, this.reading, this.maxLength), pause);
    const network = await readAll(this.model, { texts: encoded, labels: new Int32Array(texts.length) }, pause);
    return [bayes, regression, network];
  }

  /** [N, C] */
  together(voices: Voices, count: number): Float32Array {
    const classes = this.labels.length;
    const all = new Float32Array(count * classes);
    const p = new Float64Array(classes);
    for (let n = 0; n < count; n++) {
      pooled(voices, this.trust, n * classes, p);
      all.set(p, n * classes);
    }
    return all;
  }

  async label(texts: readonly string[], explain: boolean, pause: Pause): Promise<TextLabel[]> {
    const classes = this.labels.length;
    const all = this.together(await this.voices(texts, pause), texts.length);
    const found: TextLabel[] = [];
    for (const [n, text] of texts.entries()) {
      const p = all.subarray(n * classes, (n + 1) * classes);
      const order = Array.from(p, (_, c) => c).sort((a, b) => p[b]! - p[a]!);
      const ranking = order.slice(0, mostRanked).map(c => ({ label: this.labels[c]!, probability: p[c]! }));
      const best = order[0]!;
      found.push({
        ...ranking[0]!,
        ranking,
        words: explain ? await this.decisive(text, best, logOdds(p, best), pause) : [],
      });
    }
    return found;
  }

  /** How much each word counts: the label's log-odds with it less those without it. */
  private async decisive(text: string, label: number, whole: number, pause: Pause): Promise<LabelledWord[]> {
    const words = wordsIn(text).slice(0, mostWordsExplained);
    const without = words.map(({ from, to }) => text.slice(0, from) + text.slice(to));
    const all = this.together(await this.voices(without, pause), without.length);
    const classes = this.labels.length;
    return words.map(({ from, to }, n) => ({
      from,
      to,
      weight: whole - logOdds(all.subarray(n * classes, (n + 1) * classes), label),
    }));
  }
}

/** By what is left for the others: 1 - p would say nothing of a label that is nearly certain. */
function logOdds(p: Float32Array, label: number): number {
  const others = p.reduce((sum, of, c) => (c === label ? sum : sum + of), 0);
  return Math.log(Math.max(1e-30, p[label]!) / Math.max(1e-30, others));
}
