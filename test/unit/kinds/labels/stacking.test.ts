import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { heldOutAnswers } from '../../../../src/kinds/labels/stacking';
import { Statistics } from '../../../../src/kinds/labels/statistics';
import { classificationFigures } from '../../../../src/text/measures/classification';
import { runAtOnce } from '../../../../src/text/pausable';
import { Random } from '../../../../src/text/random/random';

const nothing = { texts: [], labels: new Int32Array(0) };

/** Random words, the label drawn apart from them: whoever has read a text knows it by heart, and nobody else knows anything. */
function byHeart(count: number, copies: number) {
  const random = new Random(3);
  const texts: string[] = [];
  const labels: number[] = [];
  const groups: number[] = [];
  for (let n = 0; n < count; n++) {
    const text = Array.from({ length: 8 }, () => `w${random.integer(5000)}`).join(' ');
    const label = random.integer(2);
    for (let copy = 0; copy < copies; copy++) {
      groups.push(n * copies);
      texts.push(text);
      labels.push(label);
    }
  }
  return { texts, labels: Int32Array.from(labels), groups: Int32Array.from(groups) };
}

describe('answers of statistics to the texts that they are trained on', () => {
  for (const copies of [1, 3])
    it(`are of statistics that have not read them (${copies} of each)`, () => {
      const set = byHeart(120, copies);
      const statistics = runAtOnce(Statistics.training(set, nothing, 2, 1));
      const rightOf = (logs: Float32Array, labels: Int32Array): number =>
        classificationFigures(logs.map(Math.exp), labels, 2).accuracy;
      for (const logs of runAtOnce(statistics.logProbabilities(set.texts))) assert.ok(rightOf(logs, set.labels) > 0.95);
      const { of, labels } = runAtOnce(heldOutAnswers(statistics, set, 2, 1));
      assert.equal(labels.length, set.labels.length);
      for (const logs of of) {
        const right = rightOf(logs, labels);
        // Three deviations of 120 coins.
        assert.ok(Math.abs(right - 0.5) < 0.14, String(right));
      }
    });
});
