import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isFromPage } from '../../../src/protocol/page';

test('what a page asks for is believed only where it can be meant', () => {
  const png = 'iVBORw0KGgoAAAANSUhEUg==';
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"/>';
  for (const sound of [
    { kind: 'ready' },
    { kind: 'stop', runId: 'run-1' },
    { kind: 'savePicture', chart: 'perplexity', png, svg },
  ])
    assert.ok(isFromPage(sound), sound.kind);
  for (const unsound of [
    null,
    'stop',
    { kind: 'format' },
    { kind: 'stop', runId: 7 },
    { kind: 'savePicture' },
    { kind: 'savePicture', chart: '../../up', png, svg },
    { kind: 'savePicture', chart: 'loss', png: 'PHN2Zz4=', svg },
    { kind: 'savePicture', chart: 'loss', png: 7, svg },
    { kind: 'savePicture', chart: 'loss', png },
    { kind: 'savePicture', chart: 'loss', png, svg: '<script>' },
  ])
    assert.ok(!isFromPage(unsound), JSON.stringify(unsound));
});
