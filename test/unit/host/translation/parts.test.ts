import assert from 'node:assert/strict';
import { test } from 'node:test';
import { partsOf } from '../../../../src/host/translation/parts';

test('parts are whole lines, and joined they are the text', () => {
  const text = 'one\r\n\r\ntwo three\nfour\n\nfive';
  for (const fewest of [1, 4, 7, 12, 1000]) {
    const parts = partsOf(text, fewest);
    assert.equal(parts.join(''), text);
    for (const part of parts.slice(0, -1)) {
      assert.ok(part.endsWith('\n'), JSON.stringify(part));
      assert.ok(part.length >= fewest);
    }
  }
  assert.equal(partsOf(text, 1).length, 6);
  assert.equal(partsOf(text, 1000).length, 1);
});

test('nothing has no parts', () => {
  assert.deepEqual(partsOf(''), []);
});
