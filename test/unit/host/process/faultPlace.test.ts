import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withPlace } from '../../../../src/host/process/faultPlace';
import { UnrollError } from '../../../../src/protocol/errors';
import type { TextSource } from '../../../../src/protocol/textSource';
import { message } from '../../../../src/words/message';

const fault = new UnrollError('bad-options', message('error.notUtf8', { name: 'a.csv', line: 7 }));
const text = { kind: 'text' as const, name: 'a.csv', text: '1\n2\n', uri: 'file:///a.csv' };

const inspected = (source: TextSource) => ({ source, columns: {} });

test('a fault is in the text that was sent, if it names it and it is one that can be opened, and in the line that it names', () => {
  const place = { uri: 'file:///a.csv', line: 7 };
  assert.deepEqual(withPlace(fault, inspected(text)).place, place);
  assert.deepEqual(withPlace(fault, { modelFolder: '', sources: [text] }).place, place);
  assert.equal(withPlace(fault, { modelFolder: '', sources: [text, text] }).place, undefined);
  assert.equal(withPlace(fault, inspected({ kind: 'text', name: 'a.csv', text: '' })).place, undefined);
  assert.equal(withPlace(fault, { protocolVersion: 1 }).place, undefined);
  const empty = new UnrollError('empty-text', message('error.emptyText', { name: 'a.csv' }));
  assert.deepEqual(withPlace(empty, inspected(text)).place, { uri: 'file:///a.csv', line: undefined });
  assert.equal(withPlace(new UnrollError('internal', message('error.cancelled')), inspected(text)).place, undefined);
});
