/** What is right for the files of test/reports that hold sentence pairs. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { preparePairs, readPairs } from '../../../src/kinds/translation/preparePairs';
import { defaultTranslationOptions, type PairTextOptions } from '../../../src/options/translation';

const { text: usual } = defaultTranslationOptions;
const fileOf = (name: string) => ({ kind: 'file' as const, name, path: `test/reports/${name}` });
const read = (name: string, change: Partial<PairTextOptions> = {}, target?: string) =>
  readPairs([name, ...(target === undefined ? [] : [target])].map(fileOf), { ...usual, ...change });

describe('pairs of the files people have', () => {
  for (const name of ['semicolon_excel_de.csv', 'sep_line.csv'])
    it(`finds the semicolons and the heading of ${name}, whatever format was thought of`, async () => {
      for (const format of ['csv', 'tsv'] as const) {
        const { pairs, notes } = await read(name, { format, normalise: false });
        assert.equal(pairs.length, 32);
        assert.deepEqual(pairs[10], { source: 'He said "no". 10', target: 'Er sagte „nein“. 10' });
        assert.deepEqual(pairs[12], { source: 'Three; four 12', target: 'Drei; vier 12' });
        assert.deepEqual(pairs[0], { source: 'Good morning, my friend.', target: 'Guten Morgen, mein Freund.' });
        assert.match(notes[0]!, /semicolons.*Good morning, my friend\. → Guten Morgen/);
      }
    });

  it('takes the columns of words of a table of four, or those asked for', async () => {
    const { pairs } = await read('tatoeba_4col.tsv', { normalise: false });
    assert.deepEqual(pairs[0], { source: 'Good morning, my friend.', target: 'Guten Morgen, mein Freund.' });
    const swapped = await read('tatoeba_4col.tsv', { sourceColumn: 3, targetColumn: 1, normalise: false });
    assert.equal(swapped.pairs[0]?.target, 'Good morning, my friend.');
  });

  it('names the limit where all pairs are too long, and a length that works', async () => {
    const pairs = await read('tsv_toolong.tsv');
    let needed = 0;
    assert.throws(
      () => preparePairs(pairs, usual, 0.1),
      (thrown: Error) => {
        needed = Number(/--max-length\) to (\d+)/.exec(thrown.message)?.[1]);
        return /longer than 20 tokens/.test(thrown.message);
      },
    );
    assert.ok(preparePairs(pairs, { ...usual, maxLength: needed }, 0.1).training.source.count > 2);
  });

  it('has an ordinary word in <eos>', async () => {
    const { training } = preparePairs(await read('special_eos.tsv'), { ...usual, minFrequency: 1 }, 0);
    const first = training.sourceVocabulary.tokens(training.source.at(0));
    assert.deepEqual(first, ['one', '\\<eos>', 'red', '<eos>']);
    assert.equal(training.sourceVocabulary.frequencies[0], 0);
  });

  it('cuts Chinese into words', async () => {
    const { training } = preparePairs(await read('cmn.tsv'), { ...usual, minFrequency: 1 }, 0);
    assert.deepEqual(training.targetVocabulary.tokens(training.target.at(0)), ['我们', '想要', '车', '。', '<eos>']);
  });

  it('says how a file that is not UTF-8 was read', async () => {
    const { pairs, notes } = await read('cp1252_de.csv', { normalise: false });
    assert.match(notes[0]!, /windows-1252.*--encoding/);
    assert.ok(pairs.some(({ target }) => /[äöü]/.test(target)));
    assert.ok(!pairs.some(({ target }) => target.includes('\uFFFD')));
  });

  it('warns of two texts of different length', async () => {
    const { notes } = await read('par_en.txt', { format: 'parallel' }, 'par_de_shift.txt');
    assert.match(notes[0] ?? '', /32 and 33 lines/);
    assert.deepEqual((await read('par_en.txt', { format: 'parallel' }, 'par_en.txt')).notes, []);
  });
});
