import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { visitors } from '../../../bench/reproduce/visitors';

describe('the visitors of a museum', () => {
  it('are those of samples/visitors.csv', () => {
    assert.equal(readFileSync('samples/visitors.csv', 'utf8'), visitors(1, 1096));
  });
});
