import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { datePairs } from '../../../bench/reproduce/dates';

describe('dates as people write them', () => {
  const lines = datePairs(1, 5000).trimEnd().split('\n');

  it('are those of samples/dates.tsv', () => {
    assert.deepEqual(readFileSync('samples/dates.tsv', 'utf8').trimEnd().split('\n'), lines);
  });

  it('are all different, so that none held out has been trained on', () => {
    assert.equal(new Set(lines.map(line => line.split('\t')[1])).size, 5000);
  });

  it('are the dates that they say', () => {
    const written = new Map(datePairs(1, 36_525).trimEnd().split('\n').map(line => [line.split('\t')[1]!, line.split('\t')[0]!])); // prettier-ignore
    assert.equal(written.size, 36_525);
    for (const [iso, source] of written) {
      if (!/^\w+ \d+, \d{4}$/.test(source)) continue;
      assert.equal(new Date(`${source} UTC`).toISOString().slice(0, 10), iso, source);
    }
    assert.match(written.get('1974-08-04')!, /^the fourth of august nineteen seventy-four$/i);
    assert.match(written.get('1977-01-28')!, /^the twenty-eighth of january 1977$/i);
  });
});
