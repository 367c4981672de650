/** How what is shown of a unit is called. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signalMessage, unitMessage } from '../../../../webview/inside/signals';
import { said } from '../../said';

const forwards = { layer: 1 };
const backwards = { layer: 1, reverse: true } as const;

void test('a unit that reads backwards is told from its twin, as its signal is', () => {
  assert.equal(said(unitMessage('h', forwards, 2, 1)), 'Hidden state, unit 3');
  assert.equal(said(unitMessage('h', backwards, 2, 1)), 'Hidden state, read backwards, unit 3');
  assert.equal(said(unitMessage('forget', backwards, 2, 2)), 'Forget gate, read backwards, layer 2, unit 3');
  assert.equal(said(signalMessage('forget', backwards, 2)), 'Forget gate, read backwards, layer 2');
});
