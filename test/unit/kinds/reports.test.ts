/** What is right for the files of test/reports. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { implementationOf } from '../../../src/kinds/implementations';
import { prepareCorpus } from '../../../src/kinds/language/prepareCorpus';
import { preparePairs } from '../../../src/kinds/translation/preparePairs';
import { readPairs } from '../../../src/kinds/translation/readPairs';
import type { OptionsOf } from '../../../src/options/read';
import { defaultLanguageModelOptions, defaultNgramOptions } from '../../../src/options/language';
import { defaultTranslationOptions, type PairTextOptions } from '../../../src/options/translation';
import { UnrollError } from '../../../src/protocol/errors';
import type { KindId } from '../../../src/protocol/kind';
import { readText } from '../../../src/training/readSource';
import { runTraining } from '../../../src/training/runTraining';
import { buildVocabulary } from '../../../src/worker/buildVocabulary';
import { said, saidInTerminal, saying } from '../said';
import { runAtOnce } from '../../../src/text/pausable';

const { text: usual } = defaultTranslationOptions;
const fileOf = (name: string) => ({ kind: 'file' as const, name, path: `test/reports/${name}` });
const read = (name: string, change: Partial<PairTextOptions> = {}, target?: string) =>
  readPairs([name, ...(target === undefined ? [] : [target])].map(fileOf), { ...usual, ...change }, () =>
    Promise.resolve(),
  );

describe('pairs of the files people have', () => {
  for (const name of ['semicolon_excel_de.csv', 'sep_line.csv'])
    it(`finds the semicolons and the heading of ${name}, whatever format was thought of`, async () => {
      for (const format of ['csv', 'tsv'] as const) {
        const { pairs, notes } = await read(name, { format, normalise: false });
        assert.equal(pairs.length, 32);
        assert.deepEqual(pairs[10], { source: 'He said "no". 10', target: 'Er sagte „nein“. 10' });
        assert.deepEqual(pairs[12], { source: 'Three; four 12', target: 'Drei; vier 12' });
        assert.deepEqual(pairs[0], { source: 'Good morning, my friend.', target: 'Guten Morgen, mein Freund.' });
        assert.match(said(notes[0]!), /semicolons.*Good morning, my friend\. → Guten Morgen/);
      }
    });

  it('takes the columns of words of a table of four, or those asked for', async () => {
    const { pairs } = await read('tatoeba_4col.tsv', { normalise: false });
    assert.deepEqual(pairs[0], { source: 'Good morning, my friend.', target: 'Guten Morgen, mein Freund.' });
    const swapped = await read('tatoeba_4col.tsv', { sourceColumn: 3, targetColumn: 1, normalise: false });
    assert.equal(swapped.pairs[0]?.target, 'Good morning, my friend.');
  });

  it('refuses a separator and a column that the table does not have', async () => {
    await assert.rejects(
      read('tatoeba_4col.tsv', { separator: '~' }),
      saying('bad-options', /not cut into columns by "~"/),
    );
    await assert.rejects(
      read('tatoeba_4col.tsv', { sourceColumn: 8, targetColumn: 3 }),
      saying('bad-options', /no column 9\. Its columns: 1, 2, 3, 4\./),
    );
    assert.equal((await read('semicolon_excel_de.csv', { separator: ';' })).pairs.length, 32);
    const { pairs, dropped } = await read('semicolon_excel_de.csv', { headless: true });
    assert.equal(pairs.length + dropped.duplicate, 33);
  });

  it('names the limit where all pairs are too long, and a length that works', async () => {
    const pairs = await read('tsv_toolong.tsv');
    let needed = 0;
    assert.throws(
      () => runAtOnce(preparePairs(pairs, usual, 0.1)),
      (thrown: UnrollError) => {
        needed = Number(/--max-length\) to (\d+)/.exec(said(thrown.sentence))?.[1]);
        return /longer than 20 tokens/.test(said(thrown.sentence));
      },
    );
    assert.ok(runAtOnce(preparePairs(pairs, { ...usual, maxLength: needed }, 0.1)).training.source.count > 2);
  });

  it('has an ordinary word in <eos>', async () => {
    const { training } = runAtOnce(preparePairs(await read('special_eos.tsv'), { ...usual, minFrequency: 1 }, 0));
    const first = training.sourceVocabulary.tokens(training.source.at(0));
    assert.deepEqual(first, ['one', '\\<eos>', 'red', '<eos>']);
    assert.equal(training.sourceVocabulary.frequencies[0], 0);
  });

  it('cuts Chinese into words', async () => {
    const { training } = runAtOnce(preparePairs(await read('cmn.tsv'), { ...usual, minFrequency: 1 }, 0));
    assert.deepEqual(training.targetVocabulary.tokens(training.target.at(0)), ['我们', '想要', '车', '。', '<eos>']);
  });

  it('says how a file that is not UTF-8 was read', async () => {
    const { pairs, notes } = await read('cp1252_de.csv', { normalise: false });
    assert.match(saidInTerminal(notes[0]!), /windows-1252.*--encoding/);
    assert.ok(pairs.some(({ target }) => /[äöü]/.test(target)));
    assert.ok(!pairs.some(({ target }) => target.includes('\uFFFD')));
  });

  it('refuses JSON lines by name', async () => {
    const text = '{"en": "Go, now.", "fr": "Va."}\n'.repeat(3);
    await assert.rejects(
      readPairs([{ kind: 'text', name: 'pairs.jsonl', text }], usual, () => Promise.resolve()),
      ({ sentence }: UnrollError) => /"pairs.jsonl" holds JSON/.test(said(sentence)),
    );
  });

  it('warns of two texts of different length', async () => {
    const { notes } = await read('par_en.txt', { format: 'parallel' }, 'par_de_shift.txt');
    assert.match(said(notes[0]!), /32 and 33 lines/);
    assert.deepEqual((await read('par_en.txt', { format: 'parallel' }, 'par_en.txt')).notes, []);
  });
});

describe('texts of the files people have', () => {
  const pause = (): Promise<void> => Promise.resolve();
  const { text: standard } = defaultLanguageModelOptions;
  const prepare = async (name: string, change: Partial<typeof standard> = {}) =>
    prepareCorpus(
      name,
      await readText(fileOf(name)),
      { ...defaultLanguageModelOptions, text: { ...standard, ...change } },
      pause,
    );
  const refusal = async (work: Promise<unknown>): Promise<string> => {
    const thrown: unknown = await work.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    assert.ok(thrown instanceof UnrollError, 'it is refused');
    return saidInTerminal(thrown.sentence);
  };

  it('refuses a lowest frequency that no word has, with the number that works', async () => {
    const change = { clean: true, tokenisation: 'word', minFrequency: 2 } as const;
    assert.match(await refusal(prepare('unique_names_list.txt', change)), /occurs 2 times.*Lower --min-frequency to 1/);
    assert.ok((await prepare('unique_names_list.txt', { ...change, minFrequency: 1 })).corpus.tokens > 100);
  });

  it('refuses a clean-up that leaves nothing', async () => {
    assert.match(await refusal(prepare('utf8_zh.txt', { clean: true })), /Nothing of .* is left after the clean-up/);
    assert.ok((await prepare('utf8_zh.txt')).corpus.tokens > 100);
  });

  it('names NUL characters by their line, and a folder', async () => {
    assert.match(await refusal(prepare('nul_early.txt')), /NUL characters \(line \d+\)/);
    const folder = { kind: 'file' as const, name: 'reports', path: 'test/reports' };
    assert.match(await refusal(readText(folder)), /"reports" is a folder\./);
  });

  it('reads by the mark, and says what it found without one', async () => {
    for (const name of [
      'utf16le_bom.txt',
      'utf16be_bom.txt',
      'utf16le_nobom.txt',
      'enc_cp1252_quotes.txt',
      'enc_gb18030_zh.txt',
    ]) {
      const { corpus, notes } = await prepare(name);
      assert.match(saidInTerminal(notes[0]!), /was read as (utf-16[lb]e|windows-1252|gb18030)\..*--encoding/, name);
      assert.ok(!corpus.vocabulary.has('\uFFFD') && !corpus.vocabulary.has('\0'), name);
    }
    assert.deepEqual((await prepare('utf8_zh.txt')).notes.filter(note => said(note).includes('read as')), []); // prettier-ignore
  });

  it('stops reading and counting once it is not wanted', async () => {
    const stopped = AbortSignal.abort();
    const text = { kind: 'text' as const, name: 'a.txt', text: 'some words and more '.repeat(100_000) };
    const cancelled = { code: 'cancelled' };
    await assert.rejects(buildVocabulary({ source: text, options: standard }, stopped), cancelled);
    const context = { emit: () => undefined, signal: new AbortController().signal, stop: stopped };
    for (const kind of ['ngram', 'language'] as const) {
      const options = kind === 'ngram' ? defaultNgramOptions : defaultLanguageModelOptions;
      const place = { engine: 'wasm', modelsFolder: '/nowhere', modelName: 'a' } as const;
      const job = { kind, sources: [text], options, ...place };
      const implementation = await implementationOf(kind);
      await assert.rejects(runTraining<OptionsOf<KindId>>(implementation, job, context), cancelled);
    }
  });
});
