import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseQuoted, parseTable } from '../../../../src/text/tables/delimited';
import { normaliseSentence, pairsFromTable, pairsFromTexts, type PairOptions } from '../../../../src/text/pairs/pairs';
import { runAtOnce } from '../../../../src/text/pausable';

const parseCsv = (text: string, separator = ','): string[][] => parseQuoted(text, separator);
const parseTsv = (text: string): string[][] => parseTable(text, '\t');

const tatoeba = { separator: '\t', source: 0, target: 1, header: false } as const;
const pairsFromTsv = (text: string, options: PairOptions) => runAtOnce(pairsFromTable(text, tatoeba, options));

const asIs = { normalise: false, dropDuplicates: true };

describe('normalisation', () => {
  it('is that of the notes', () => {
    assert.equal(normaliseSentence('Go.'), 'go .');
    assert.equal(normaliseSentence('Va\u202f!'), 'va !');
    assert.equal(normaliseSentence('Quoi\u00a0?!'), 'quoi ? !');
    assert.equal(normaliseSentence('. a,b'), '. a ,b');
  });
});

describe('pairs of a TSV', () => {
  it('keep their attribution', () => {
    const { pairs, dropped } = pairsFromTsv('Go.\tVa !\tCC-BY #1\r\nHi.\tSalut !\n', asIs);
    assert.deepEqual(pairs, [
      { source: 'Go.', target: 'Va !', attribution: 'CC-BY #1' },
      { source: 'Hi.', target: 'Salut !' },
    ]);
    assert.deepEqual(dropped, { ragged: 0, empty: 0, duplicate: 0, tooLong: 0 });
  });

  it('are dropped for a reason, and counted', () => {
    const { pairs, dropped } = pairsFromTsv('a\tb\n\nalone\n \tc\na\t\na\tb\na\tc', asIs);
    assert.deepEqual(pairs.map(pair => pair.target), ['b', 'c']); // prettier-ignore
    assert.deepEqual(dropped, { ragged: 1, empty: 2, duplicate: 1, tooLong: 0 });
  });

  it('are compared after normalisation, and may be twice', () => {
    assert.equal(pairsFromTsv('A.\tB\na .\tb', { normalise: true, dropDuplicates: true }).dropped.duplicate, 1);
    assert.equal(pairsFromTsv('A.\tB\na .\tb', { normalise: true, dropDuplicates: false }).pairs.length, 2);
  });

  it('can be none, one or 200 000', () => {
    assert.equal(pairsFromTsv('', asIs).pairs.length, 0);
    assert.equal(pairsFromTsv('a\tb', asIs).pairs.length, 1);
    const many = Array.from({ length: 200_000 }, (_, i) => `word ${i}\tmot ${i}`).join('\n');
    assert.equal(pairsFromTsv(many, { normalise: true, dropDuplicates: true }).pairs.length, 200_000);
  });
});

describe('pairs of two texts', () => {
  it('are their lines', () => {
    const { pairs, dropped } = runAtOnce(pairsFromTexts('a\n\nb\r\nc\n', 'x\n\ny\n', asIs));
    assert.deepEqual(pairs, [{ source: 'a', target: 'x' }, { source: 'b', target: 'y' }]); // prettier-ignore
    assert.equal(dropped.ragged, 1);
  });
});

describe('comma-separated values', () => {
  it('follow RFC 4180', () => {
    assert.deepEqual(parseCsv('a,"b, ""c""\nd",\r\n"",x\n'), [['a', 'b, "c"\nd', ''], ['', 'x']]); // prettier-ignore
    assert.deepEqual(parseCsv('\n\na\n'), [['a']]);
    assert.deepEqual(parseCsv(''), []);
    assert.deepEqual(parseCsv('a,'), [['a', '']]);
    assert.deepEqual(parseCsv('"a"'), [['a']]);
  });

  it('are read as well as can be when they break it', () => {
    assert.deepEqual(parseCsv('5" pipe,"open\nnext,"a"b\n'), [['5" pipe', '"open'], ['next', 'ab']]); // prettier-ignore
    assert.deepEqual(parseCsv('x,"never closed\ny,z'), [['x', '"never closed'], ['y', 'z']]); // prettier-ignore
  });

  it('survive five megabytes in one field', () => {
    const long = 'a"",'.repeat(1_250_000);
    assert.equal(parseCsv(`"${long}",b`)[0]![0]!.length, 3_750_000);
    assert.equal(parseCsv(`"${'a'.repeat(5_000_000)},b`)[0]!.length, 2);
  });

  it('give pairs from any two columns', () => {
    const columns = { separator: ',', source: 2, target: 0, header: true } as const;
    const { pairs, dropped } = runAtOnce(pairsFromTable('fr,n,en\n"Va, va",1,Go\nx,2\n', columns, asIs));
    assert.deepEqual(pairs, [{ source: 'Go', target: 'Va, va' }]);
    assert.equal(dropped.ragged, 1);
  });
});

describe('tab-separated values', () => {
  it('have no quoting', () => {
    assert.deepEqual(parseTsv('"a\tb"\n\nc'), [['"a', 'b"'], ['c']]); // prettier-ignore
  });
});
