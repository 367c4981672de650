import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { detectPairs as detect, foundColumns } from '../../../../src/text/pairs/pairDetection';
import { foundForm } from '../../../../src/text/tables/delimited';

const detectPairs = (text: string, asked: Partial<Parameters<typeof detect>[1]> = {}) =>
  detect(text, { ...foundForm, ...foundColumns, ...asked });

describe('the detection of pairs', () => {
  it('finds the Tatoeba form', () => {
    assert.deepEqual(detectPairs('Go.\tVa !\tCC-BY\nRun!\tCours !\tCC-BY\n'), {
      format: 'tsv',
      separator: '\t',
      sourceColumn: 0,
      targetColumn: 1,
      header: false,
      example: { source: 'Go.', target: 'Va !' },
      wordsOccurOnce: false,
    });
  });

  it('finds two columns of words beside numbers, and the row that names them', () => {
    const found = detectPairs('id,english,french\n1,"Go on, please.",Continue\n2,Run!,Cours\n');
    assert.deepEqual(found, {
      format: 'csv',
      separator: ',',
      sourceColumn: 1,
      targetColumn: 2,
      header: true,
      example: { source: 'Go on, please.', target: 'Continue' },
      wordsOccurOnce: false,
    });
    assert.equal(detectPairs('source,target\na b,c d\n')?.header, true);
    assert.equal(detectPairs('go on,va\nrun,cours\n')?.header, false);
  });

  it('sees where words teach nothing: dates, of which each occurs once', () => {
    const dates = readFileSync('samples/dates.tsv', 'utf8');
    assert.equal(detectPairs(dates)?.wordsOccurOnce, true);
    const sentences = Array.from({ length: 40 }, (_, index) => `I go ${index}.\tje vais là ${index % 7} .`).join('\n');
    assert.equal(detectPairs(sentences)?.wordsOccurOnce, false);
  });

  it('knows a row that names languages from a pair', () => {
    const header = (first: string): boolean | undefined =>
      detectPairs(`${first}\nGo on.\tVa.\nRun!\tCours !\n`)?.header;
    for (const first of ['English\tFrench', 'englisch\tFranzösisch', 'en\tfr', 'Source\tTarget', '英语\t法语'])
      assert.equal(header(first), true, first);
    for (const first of ['english\tanglais', 'No.\tNon.', 'It is.\tOui.', 'Hello\tBonjour'])
      assert.equal(header(first), false, first);
  });

  it('finds semicolons, a line that names the separator, and columns beside numbers', () => {
    const separatorOf = (text: string) => detectPairs(text)?.separator;
    assert.equal(separatorOf('Go, now;Los, jetzt\nRun;Lauf\n'), ';');
    assert.equal(separatorOf('sep=;\nGo, now;Los, jetzt\nRun;Lauf\n'), ';');
    assert.equal(separatorOf('Go, now\tLos; jetzt\nRun\tLauf\n'), '\t');
    const four = detectPairs('1276\tGo.\t77\tLos.\n1277\tRun.\t80\tLauf.\n');
    assert.deepEqual([four?.sourceColumn, four?.targetColumn], [1, 3]);
    assert.deepEqual(detectPairs('1\ta\tb\n2\tc\td\n', { ...foundForm, sourceColumn: 2, targetColumn: 1 })?.example, {
      source: 'b',
      target: 'a',
    });
  });

  it('takes what it is told: separator, columns, heading', () => {
    assert.equal(detectPairs('a~b\nc~d\n', { separator: '~' })?.separator, '~');
    assert.equal(detectPairs('a|b\nc|d\n')?.separator, '|');
    assert.equal(detectPairs('a b ||| c d\ne ||| f\n')?.separator, '|||');
    assert.equal(detectPairs('sep=;\na,b;c\nd,e;f\n', { separator: ',' })?.separator, ',');
    // Numbers are never taken by themselves, but where they are asked for.
    const numbers = '7;seven;sieben\n8;eight;acht\n';
    assert.deepEqual(detectPairs(numbers)?.example, { source: 'seven', target: 'sieben' });
    const asked = detectPairs(numbers, { sourceColumn: 0, targetColumn: 1 });
    assert.deepEqual(asked?.example, { source: '7', target: 'seven' });
    assert.deepEqual(detectPairs(numbers, { sourceColumn: 2 })?.example, { source: 'sieben', target: 'seven' });
    assert.deepEqual(detectPairs(numbers, { targetColumn: 1 })?.example, { source: 'sieben', target: 'seven' });
    assert.equal(detectPairs('English\tFrench\nGo.\tVa.\n', { headless: true })?.example.source, 'English');
    assert.equal(detectPairs('Go.\tVa.\nRun!\tCours !\n', { header: true })?.example.source, 'Run!');
    assert.equal(detectPairs(numbers, { sourceColumn: 3 }), undefined);
  });

  it('finds none in prose, in numbers, or in nothing', () => {
    assert.equal(detectPairs(''), undefined);
    assert.equal(detectPairs('It was a dark night.\nThe rain fell, and fell, and fell.\nSilence.\n'), undefined);
    assert.equal(detectPairs('1,2\n3,4\n5,6\n'), undefined);
  });
});
