import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isFromPage } from '../../../src/protocol/page';

test('what a page asks for is believed only where it can be meant', () => {
  const png = 'iVBORw0KGgoAAAANSUhEUg==';
  for (const sound of [{ kind: 'ready' }, { kind: 'stop' }, { kind: 'savePicture', chart: 'perplexity', png }])
    assert.ok(isFromPage(sound), sound.kind);
  for (const unsound of [
    null,
    'stop',
    { kind: 'format' },
    { kind: 'savePicture' },
    { kind: 'savePicture', chart: '../../up', png },
    { kind: 'savePicture', chart: 'loss', png: 'PHN2Zz4=' },
    { kind: 'savePicture', chart: 'loss', png: 7 },
  ])
    assert.ok(!isFromPage(unsound), JSON.stringify(unsound));
});
