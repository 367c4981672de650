import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { groupingSimilar } from '../../../../src/text/labels/similarTexts';
import { splitLabelled } from '../../../../src/text/labels/splitLabelled';
import { runAtOnce } from '../../../../src/text/pausable';

const grouped = (texts: string[]): number[] => [...runAtOnce(groupingSimilar(texts))];
const letter =
  'Dear customer, your order with the number 4711 was sent on Monday and will be with you soon. Thank you for buying from us.';

describe('texts that say nearly the same', () => {
  it('are one group: other numbers, a line more, another case', () => {
    const copies = [letter, letter.replace('4711', '99'), `${letter} Bye.`, letter.toUpperCase()];
    assert.deepEqual(grouped(['Quite another thing happened in the garden.', ...copies]), [0, 1, 1, 1, 1]);
  });

  it('are told from those that merely share words', () => {
    const texts = ['The cat sat on the mat.', 'The dog sat on the rug.', 'A cat and a dog', 'hello', 'goodbye'];
    assert.deepEqual(grouped(texts), [0, 1, 2, 3, 4]);
    assert.deepEqual(grouped(['hello', 'Hello', '', '']), [0, 0, 2, 2]);
  });
});

describe('the split', () => {
  const labels = Int32Array.from({ length: 100 }, (_, place) => (place < 80 ? 0 : 1));
  const alone = labels.map((_, place) => place);

  it('takes of every label its share, everything once', () => {
    const { training, validation, test } = splitLabelled(labels, alone, 0.2, 1);
    assert.deepEqual([training.length, validation.length, test.length], [80, 10, 10]);
    for (const part of [validation, test]) assert.equal(part.filter(place => labels[place] === 1).length, 2);
    assert.deepEqual(Int32Array.from([...training, ...validation, ...test]).sort(), alone);
    assert.notDeepEqual(splitLabelled(labels, alone, 0.2, 2).test, test);
    assert.deepEqual(splitLabelled(labels, alone, 0.2, 1).test, test);
  });

  it('never parts a group', () => {
    const groups = labels.map((_, place) => place - (place % 4));
    for (let seed = 0; seed < 10; seed++) {
      const { training, validation, test } = splitLabelled(labels, groups, 0.3, seed);
      const sides = [training, validation, test];
      for (const [side, places] of sides.entries())
        for (const place of places)
          for (const [other, others] of sides.entries())
            if (other !== side) assert.ok(!others.some(of => groups[of] === groups[place]));
    }
  });

  it('holds nothing out of what is too little, or where nothing is wanted', () => {
    assert.equal(splitLabelled(labels, alone, 0, 1).training.length, 100);
    const few = splitLabelled(Int32Array.of(0, 0, 1, 1, 1, 1), Int32Array.of(0, 1, 2, 3, 4, 5), 0.2, 1);
    assert.equal(few.training.filter(place => place < 2).length, 2);
    assert.deepEqual([few.validation.length, few.test.length], [1, 1]);
  });
});
