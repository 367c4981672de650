import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Statistics } from '../../../../src/kinds/labels/statistics';
import { runAtOnce } from '../../../../src/text/pausable';

const texts = Array.from({ length: 60 }, (_, n) =>
  n % 3 === 0 ? `Red boat ${n} at sea` : `blue key ${n} in the door`,
);
const labels = Int32Array.from(texts, (_, n) => Number(n % 3 === 0));
const part = (from: number, to: number) => ({ texts: texts.slice(from, to), labels: labels.slice(from, to) });
const asked = ['a red boat', 'the blue door', 'RED', ''];

describe('statistics of labels', () => {
  const statistics = runAtOnce(Statistics.training(part(0, 45), part(45, 60), 2, 1));

  it('label by words, and are the same once stored', () => {
    const [bayes, regression] = runAtOnce(statistics.logProbabilities(asked));
    assert.ok(bayes[1]! > bayes[0]! && regression[1]! > regression[0]! && regression[2]! > regression[3]!);
    const again = Statistics.from(statistics.arrays(), 2);
    assert.deepEqual(runAtOnce(again.logProbabilities(asked)), [bayes, regression]);
  });

  it('read as models of before did where their folder says so', () => {
    const [characters, ...others] = statistics.arrays();
    assert.equal(characters!.data[0], 105);
    const before = Statistics.from([{ ...characters!, data: Float32Array.of(5) }, ...others], 2);
    assert.equal(before.arrays()[0]!.data[0], 5);
    // In one table words have other places.
    assert.notDeepEqual(
      runAtOnce(before.logProbabilities(asked)),
      runAtOnce(Statistics.from(statistics.arrays(), 2).logProbabilities(asked)),
    );
  });

  it('without held-out texts learn, and anew as they did before', () => {
    const nothing = { texts: [], labels: new Int32Array(0) };
    const whole = runAtOnce(Statistics.training(part(0, 45), nothing, 2, 1));
    const [, regression] = runAtOnce(whole.logProbabilities(asked));
    assert.deepEqual(runAtOnce(runAtOnce(whole.retrained(part(0, 45), 1)).logProbabilities(asked))[1], regression);
  });
});
