import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { recall, remember } from '../../../src/engine/remembered';
import { withMeasurements } from './measurements';

void test('what was measured is there again, the newest of each subject, and nothing else', () =>
  withMeasurements(() => {
    assert.equal(recall('speed'), undefined);
    remember('speed', [1, 2]);
    remember('build', 'avx2');
    remember('speed', [3]);
    assert.deepEqual(recall('speed'), [3]);
    assert.equal(recall('build'), 'avx2');
    assert.equal(recall('another'), undefined);
  }));

void test('after a month it is measured again', () =>
  withMeasurements(file => {
    remember('build', 'avx2');
    const month = 31 * 24 * 3600 * 1000;
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace(/"at":(\d+)/, (_, at: string) => `"at":${Number(at) - month}`),
    );
    assert.equal(recall('build'), undefined);
  }));

for (const damaged of ['', '{', 'null', '{"key":1}', '[null, 1, {"key": "build"}, {"at": "x"}]'])
  void test(`a file that holds ${JSON.stringify(damaged)} is as good as none`, () =>
    withMeasurements(file => {
      writeFileSync(file, damaged);
      assert.equal(recall('build'), undefined);
      remember('build', 'avx2');
      assert.equal(recall('build'), 'avx2');
    }));

void test('a place that cannot be written to, or none, is no fault', () =>
  withMeasurements(file => {
    writeFileSync(file, '[]');
    for (const nowhere of [`${file}/below.json`, '']) {
      process.env.UNROLL_MEASUREMENTS = nowhere;
      remember('build', 'avx2');
      assert.equal(recall('build'), undefined);
    }
  }));
