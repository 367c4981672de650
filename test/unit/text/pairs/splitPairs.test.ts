import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SentencePair } from '../../../../src/text/pairs/pairs';
import { referencesOf, sourceKey, splitBySource } from '../../../../src/text/pairs/splitPairs';
import { Random } from '../../../../src/text/random/random';
import { runAtOnce } from '../../../../src/text/pausable';

/** 400 sources with one to five translations each, shuffled as a downloaded file may be. */
const shuffled = (seed: number): SentencePair[] =>
  new Random(seed).shuffle(
    Array.from({ length: 400 }, (_, source) =>
      Array.from({ length: 1 + (source % 5) }, (__, place) => ({
        source: place % 2 === 0 ? `Sentence ${source}.` : `sentence  ${source} .`,
        target: `Satz ${source} ${place}`,
      })),
    ).flat(),
  );

test('no source stands on both sides, however the file is ordered', () => {
  for (const seed of [1, 2, 3]) {
    const pairs = shuffled(seed);
    const { training, heldOut } = runAtOnce(splitBySource(pairs, 0.1));
    const trained = new Set(training.map(sourceKey));
    assert.deepEqual(heldOut.filter(pair => trained.has(sourceKey(pair))), []); // prettier-ignore
    assert.equal(training.length + heldOut.length, pairs.length);
    assert.ok(Math.abs(heldOut.length - pairs.length / 10) <= 5, `${heldOut.length} of ${pairs.length}`);
    assert.deepEqual(runAtOnce(splitBySource(pairs, 0.1)), { training, heldOut });
  }
});

test('where sources are all different, the last pairs are held out', () => {
  const pairs = Array.from({ length: 50 }, (_, i) => ({ source: `s${i}`, target: `t${i}` }));
  assert.deepEqual(runAtOnce(splitBySource(pairs, 0.1)).heldOut, pairs.slice(45));
  assert.deepEqual(runAtOnce(splitBySource(pairs, 0)).heldOut, []);
});

test('one source with many translations does not take everything along', () => {
  const many = Array.from({ length: 60 }, (_, i) => ({ source: 'same', target: `t${i}` }));
  const pairs = [...Array.from({ length: 40 }, (_, i) => ({ source: `s${i}`, target: `t${i}` })), ...many];
  assert.equal(runAtOnce(splitBySource(pairs, 0.1)).heldOut.length <= 10, true);
  assert.deepEqual(runAtOnce(splitBySource(many, 0.1)).heldOut, []);
});

test('the references of a source are all its translations', () => {
  const references = referencesOf([
    { source: 'Go.', target: 'Va !' },
    { source: 'go .', target: 'Allez !' },
  ]);
  assert.deepEqual([...references.values()], [['Va !', 'Allez !']]);
});
