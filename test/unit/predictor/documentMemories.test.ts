import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DocumentMemories } from '../../../src/predictor/documentMemories';
import { Mixture } from '../../../src/predictor/mixture';
import type { AdaptingNetwork } from '../../../src/predictor/network';
import { Predictor } from '../../../src/predictor/voices/predictor';

const symbols = ['<unk>', '\n', ...Array.from('abcdefghijklmnopqrstuvwxyz ')];
const encode = (text: string): Int32Array => Int32Array.from(text, letter => Math.max(0, symbols.indexOf(letter)));

/** Expects everything alike; counts those that are alive. */
let alive = 0;
const network = (): AdaptingNetwork => {
  alive++;
  return {
    reset: () => undefined,
    step: () => new Float32Array(symbols.length),
    learn: () => new Float32Array(symbols.length),
    save: () => new Float32Array(0),
    restore: () => undefined,
    dispose: () => {
      alive--;
    },
  };
};
const original = Predictor.create({ symbols, unit: 'character', textLength: 4000, externals: 1 });
for (const id of encode('a plain line of text that says nothing new\n'.repeat(40))) original.observe(id);
const saved = original.save();

const setUp = () =>
  new DocumentMemories({ voices: () => Promise.resolve(Predictor.load(saved)), network, encode, lineEnd: 1 });

/** Waits until the lines have been learned. */
async function learned(memories: DocumentMemories, id: string, text: string): Promise<Mixture> {
  memories.after(id, text);
  await memories.settled();
  const document = memories.after(id, text);
  assert.ok(document, 'the lines are learned');
  return document.mixture;
}

function probabilities(mixture: Mixture, line: string): number[] {
  const ids = encode(line);
  mixture.moveTo(ids.subarray(0, -1));
  return Array.from(mixture.over(network()).step(ids.at(-1)!), Math.exp);
}
const letter = (of: string): number => symbols.indexOf(of);
const twice = 'then zorvex came\nand zorvex went\n';

describe('voices that learn from what is written', () => {
  it('expect a name the third time that were surprised by it the first time', async () => {
    const memories = setUp();
    const before = probabilities(new Mixture(Predictor.load(saved)), 'now zor');
    const after = probabilities(await learned(memories, 'a', twice), 'now zor');
    assert.ok(before[letter('v')]! < 0.2 && after[letter('v')]! > 0.5, `${before[letter('v')]} ${after[letter('v')]}`);
    memories.dispose();
  });

  it('are not there while they read, and learn a further line at once', async () => {
    const memories = setUp();
    assert.equal(memories.after('a', twice), undefined);
    await memories.settled();
    assert.ok(memories.after('a', twice));
    assert.ok(memories.after('a', `${twice}one more line\n`));
    memories.dispose();
  });

  it('are waited for where a text is short, so that its first answer has learned it; a long one is read meanwhile', async () => {
    const memories = setUp();
    const soon = await memories.soon('a', twice);
    assert.ok(soon && probabilities(soon.mixture, 'now zor')[letter('v')]! > 0.5);
    assert.equal(await memories.soon('b', twice.repeat(100)), undefined);
    await memories.settled();
    assert.ok(await memories.soon('b', twice.repeat(100)));
    memories.dispose();
  });

  it('have learned the document as it stands, whatever was written and taken back', async () => {
    const expected = probabilities(await learned(setUp(), 'a', twice), 'now zo');
    const memories = setUp();
    await learned(memories, 'a', 'then mistake came\n');
    const between = await learned(memories, 'a', 'then mistake came\nand another came\n');
    probabilities(between, 'now misz');
    assert.equal(memories.after('a', twice), undefined, 'what was learned of other lines is not used');
    assert.deepEqual(probabilities(await learned(memories, 'a', twice), 'now zo'), expected);
    memories.dispose();
  });

  it('know nothing of other documents, and remember two', async () => {
    const memories = setUp();
    await learned(memories, 'a', twice);
    const other = probabilities(await learned(memories, 'b', 'a quiet day\n'), 'now zor');
    assert.deepEqual(other, probabilities(await learned(setUp(), 'x', 'a quiet day\n'), 'now zor'));
    assert.ok(memories.after('a', twice));
    await learned(memories, 'c', 'a third text\n');
    assert.ok(memories.after('a', twice));
    assert.equal(memories.after('b', 'a quiet day\n'), undefined);
    await memories.settled();
    memories.dispose();
  });

  it('leave nothing behind', async () => {
    const before = alive;
    const memories = setUp();
    memories.after('a', twice);
    memories.dispose();
    await new Promise(resolve => setTimeout(resolve, 50));
    assert.equal(alive, before);
    const more = setUp();
    await learned(more, 'a', twice);
    more.dispose();
    assert.equal(alive, before);
  });
});
