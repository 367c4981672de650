import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { passUnknownThrough } from '../../../../src/text/pairs/pairLanguage';

describe('words a model does not know', () => {
  const written = ['The', 'Zebra', 'sees', 'Bob'];
  const known = [true, false, true, false];

  it('stand for what the model could not name, in their order or where attention looked', () => {
    assert.deepEqual(passUnknownThrough([undefined, 'voit', undefined], written, known, undefined), [
      'Zebra',
      'voit',
      'Bob',
    ]);
    const attention = [
      [0, 0.2, 0.1, 0.7, 0],
      [0, 0, 1, 0, 0],
      [0.5, 0.3, 0, 0.1, 0.1],
    ];
    assert.deepEqual(passUnknownThrough([undefined, 'voit', undefined], written, known, attention), [
      'Bob',
      'voit',
      'Zebra',
    ]);
  });

  it('are never lost', () => {
    assert.deepEqual(passUnknownThrough(['il', 'voit'], written, known, undefined), ['Zebra', 'il', 'Bob', 'voit']);
    const attention = [
      [0.9, 0, 0.1, 0, 0],
      [0, 0.6, 0, 0.4, 0],
    ];
    assert.deepEqual(passUnknownThrough(['il', 'voit'], written, known, attention), ['il', 'Zebra', 'Bob', 'voit']);
    assert.deepEqual(passUnknownThrough([], written, known, undefined), ['Zebra', 'Bob']);
    assert.deepEqual(passUnknownThrough([], written, known, []), ['Zebra', 'Bob']);
  });

  it('that the model made up are known ones that attention looked at, or nothing', () => {
    const known4 = [true, true, true, true];
    assert.deepEqual(passUnknownThrough(['il', undefined], written, known4, undefined), ['il']);
    const attention = [
      [1, 0, 0, 0, 0],
      [0, 0, 0.2, 0.3, 0.5],
    ];
    assert.deepEqual(passUnknownThrough(['il', undefined], written, known4, attention), ['il', 'Bob']);
  });
});
