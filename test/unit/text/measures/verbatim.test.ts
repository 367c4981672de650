import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { serialize } from 'node:v8';
import { Random } from '../../../../src/text/random/random';
import { VerbatimSearch, type VerbatimRun } from '../../../../src/text/measures/verbatim';

function longestVerbatimRun(sample: string, text: string): VerbatimRun {
  const search = new VerbatimSearch(sample);
  search.read(text);
  return search.longest;
}

function longestNaively(sample: string, text: string): number {
  for (let length = sample.length; length > 0; length--)
    for (let i = 0; i + length <= sample.length; i++) if (text.includes(sample.slice(i, i + length))) return length;
  return 0;
}

describe('the longest verbatim run', () => {
  it('is found wherever it stands', () => {
    const run = longestVerbatimRun('a green machine of time', 'the time machine of the time traveller');
    assert.equal(run.text, ' machine of t');
    assert.equal(run.share, 13 / 23);
  });

  it('is as long as looking everywhere finds', () => {
    const random = new Random(3);
    const draw = (length: number): string => Array.from({ length }, () => 'abc'.charAt(random.integer(3))).join('');
    for (let i = 0; i < 300; i++) {
      const [sample, text] = [draw(1 + random.integer(25)), draw(random.integer(60))];
      const run = longestVerbatimRun(sample, text);
      assert.equal(run.text.length, longestNaively(sample, text), `${sample} in ${text}`);
      assert.ok(sample.includes(run.text) && text.includes(run.text));
    }
  });

  it('is looked for with the memory of the sample, however long the text is', () => {
    const search = new VerbatimSearch('the machine of time');
    const memory = (): number => serialize(search).length;
    const before = memory();
    for (let part = 0; part < 1000; part++) search.read(`${part} times the machine of`.repeat(50));
    assert.ok(memory() - before < 100, `${before} bytes, then ${memory()}`);
    assert.equal(search.longest.text, 'the machine of');
  });

  it('is empty when nothing is shared', () => {
    assert.deepEqual(longestVerbatimRun('', 'abc'), { text: '', share: 0 });
    assert.deepEqual(longestVerbatimRun('xyz', 'abc'), { text: '', share: 0 });
    assert.equal(longestVerbatimRun('abc', 'zabcz').share, 1);
  });
});
