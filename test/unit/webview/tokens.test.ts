import assert from 'node:assert/strict';
import { test } from 'node:test';
import { visibleToken } from '../../../webview/tokens';

test('white space can be seen', () => {
  assert.deepEqual([' ', '\n', '\t', 'a b\nc', 'plain'].map(visibleToken), [
    '␣ space',
    '↵ line end',
    '⇥ tab',
    'a␣b↵c',
    'plain',
  ]);
});
