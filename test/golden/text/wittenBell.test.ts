/**
 * Perplexity of interpolated Witten-Bell of order 5 over characters, 90 % counted, 10 % held out and read without what precedes it.
 * Published with the project's reference figures, computed by an independent Python program: The Time Machine (the notes' clean-up,
 * lines joined without separator) 4.70; tiny-shakespeare (as it is) 5.31 = 1.669 nats = 2.408 bits per character.
 */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { bitsPerCharacter } from '../../../src/text/measures/bits';
import { encodeText } from '../../../src/text/tokens/corpus';
import { WittenBell } from '../../../src/text/counting/wittenBell';

function heldOutLoss(text: string, clean: boolean): number {
  const { ids, vocabulary } = encodeText(text, {
    tokenisation: 'char',
    clean,
    minFrequency: 1,
    bytePairVocabularySize: 0,
    maxTokens: 0,
  });
  const cut = Math.floor(ids.length * 0.9);
  return WittenBell.train(ids.subarray(0, cut), 5, vocabulary.size).loss(ids.subarray(cut));
}

const folders = [process.env['UNROLL_DATA'], join(process.cwd(), '../shared/data')];
const shakespeare = folders
  .filter(folder => folder !== undefined)
  .map(folder => join(folder, 'tinyshakespeare.txt'))
  .find(file => existsSync(file));

describe('counting', () => {
  it('reaches perplexity 4.70 on The Time Machine', () => {
    const text = readFileSync(join(process.cwd(), 'test/golden/data/timemachine.txt'), 'utf8');
    assert.equal(Math.exp(heldOutLoss(text, true)).toFixed(2), '4.70');
  });

  it(
    'reaches perplexity 5.31 on tiny-shakespeare',
    { skip: shakespeare === undefined && 'tinyshakespeare.txt is not here; UNROLL_DATA names its folder' },
    () => {
      const loss = heldOutLoss(readFileSync(shakespeare!, 'utf8'), false);
      assert.equal(Math.exp(loss).toFixed(2), '5.31');
      assert.equal(loss.toFixed(3), '1.669');
      assert.equal(bitsPerCharacter(loss, 100, 100).toFixed(3), '2.408');
    },
  );
});
