import assert from 'node:assert/strict';
import { describe, it, test } from 'node:test';
import { foundForm } from '../../../../src/text/tables/delimited';
import { readLabelled, type AskedColumns } from '../../../../src/text/labels/labelledTexts';

const read = (text: string, asked: Partial<AskedColumns> = {}) => {
  const found = readLabelled(text, { ...foundForm, labelColumn: '', textColumn: '', ...asked });
  if ('reason' in found) throw new Error(found.reason);
  return found;
};
const fault = (text: string, asked: Partial<AskedColumns> = {}) => {
  const found = readLabelled(text, { ...foundForm, labelColumn: '', textColumn: '', ...asked });
  return 'reason' in found ? found.reason : 'none';
};

describe('labelled texts', () => {
  it('are lines of label, tab, text, sorted by label or not', () => {
    const lines = ['ham\tsee you at noon', 'ham\tthe minutes', 'spam\tyou have won', 'spam\tfree pills'];
    const { texts, columns } = read(lines.join('\n'));
    assert.deepEqual(texts[0], { label: 'ham', text: 'see you at noon' });
    assert.deepEqual(
      texts.map(({ label }) => label),
      ['ham', 'ham', 'spam', 'spam'],
    );
    assert.deepEqual(columns, { label: '1', text: '2' });
    const long = Array.from({ length: 5000 }, (_, i) => `${i < 4900 ? 'ham' : 'spam'}\tmail number ${i}`);
    assert.equal(read(long.join('\n')).texts.length, 5000);
    for (const count of [4000, 40_000, 40_001]) {
      const turns = Array.from({ length: count }, (_, i) => `${i % 2 ? 'ham' : 'spam'}\tmail number ${i}`);
      assert.equal(read(turns.join('\n')).texts.length, count);
    }
  });

  it('are a CSV with a header, quoted cells and further columns', () => {
    const csv =
      'id,review,stars,sentiment\n1,"Good, very good",5,pos\n2,"Bad\nand ""long""",1,neg\n3,Fine enough,4,pos\n4,Awful thing,1,neg\n';
    const { texts, columns } = read(csv);
    assert.deepEqual(columns, { label: 'sentiment', text: 'review' });
    assert.deepEqual(texts[1], { label: 'neg', text: 'Bad\nand "long"' });
    const stars = read(csv, { labelColumn: 'stars' });
    assert.deepEqual(
      stars.texts.map(({ label }) => label),
      ['5', '1', '4', '1'],
    );
    assert.deepEqual(read(csv, { labelColumn: '4', textColumn: '2' }).texts, texts);
  });

  it('have a header where the first row stands above labels and is none of them', () => {
    const rows = Array.from({ length: 12 }, (_, n) => `${n % 2 ? 'sea' : 'land'}\tletter ${n} of the year`);
    const headed = read(['what it was about\tthe letter', ...rows].join('\n'));
    assert.deepEqual(headed.columns, { label: 'what it was about', text: 'the letter' });
    assert.equal(headed.texts.length, 12);
    // A label of its own among labels that hardly repeat is a label.
    const few = read(['air\tletter of the year', ...rows.slice(0, 4)].join('\n'));
    assert.deepEqual(few.columns, { label: '1', text: '2' });
  });

  it('of one label are nothing to learn from, and the label is named', () => {
    const rows = Array.from({ length: 8 }, (_, n) => `sea\tletter ${n} of the year`).join('\n');
    const found = readLabelled(rows, { ...foundForm, labelColumn: '', textColumn: '' });
    assert.deepEqual(found, { reason: 'one-label', column: '1', label: 'sea' });
    assert.equal(fault('a\tb\nc\td\ne\tf\ng\th\n'), 'no-label-column');
  });

  it('are JSON objects, one a line', () => {
    const lines = [
      { text: 'It rains.', label: 'weather' },
      { text: 'He scored.', label: 'sport' },
      { text: 'It snows.', label: 'weather' },
      { text: 'They won.', label: 'sport' },
    ].map(line => JSON.stringify(line));
    const { texts, dropped } = read([...lines.slice(0, 2), '{ broken', ...lines.slice(2)].join('\n'));
    assert.equal(texts.length, 4);
    assert.deepEqual(dropped, { count: 1, first: 3 });
  });

  it('leave out rows without a label or a text, and say which was the first', () => {
    const { texts, dropped } = read('label;text\na;one\n;two\nb;three\na;\nb;four\n');
    assert.deepEqual(
      texts.map(({ text }) => text),
      ['one', 'three', 'four'],
    );
    assert.deepEqual(dropped, { count: 2, first: 3 });
  });

  it('are in a table of any separator, with a heading or none as it is told', () => {
    const rows = 'mood|said\ngood|very nice\nbad|not nice\ngood|fine\nbad|awful\n';
    assert.deepEqual(read(rows, { header: true }).columns, { label: 'mood', text: 'said' });
    assert.equal(read(rows.replaceAll('|', '~'), { separator: '~', header: true }).texts.length, 4);
    const named = 'label,text\nlabel,text of a label\ntext,some text\ntext,more of it\n';
    assert.equal(read(named).texts.length, 3);
    assert.equal(read(named, { headless: true }).texts.length, 4);
    assert.equal(read(`sep=;\n${named.replaceAll(',', ';')}`).separator, ';');
  });

  it('say what is missing', () => {
    assert.equal(fault('Just a text.\nWith two lines.'), 'no-table');
    assert.equal(fault('a\tone of these\nb\tanother\nc\tand a third\nd\tlast'), 'no-label-column');
    assert.equal(fault('1\t2\n1\t3\n2\t4\n2\t5'), 'no-text-column');
    assert.equal(fault('a\tone\na\ttwo\nb\tthree\nb\tfour', { labelColumn: 'mood' }), 'no-such-column');
  });
});

void test('where no column is found, those of no header are shown with what stands above them, and may be named by it', () => {
  const text = 'mood\tnote\nfine\tbright day\ngrim\tdark night\nfair\tmild dusk\n';
  const fault = readLabelled(text, { header: false, headless: false, separator: '', labelColumn: '', textColumn: '' });
  assert.deepEqual(fault, { reason: 'no-label-column', columns: ['1 (mood)', '2 (note)'] });
  const named = readLabelled(text, {
    header: false,
    headless: false,
    separator: '',
    labelColumn: 'mood',
    textColumn: '',
  });
  assert.ok(!('reason' in named));
  assert.deepEqual(named.columns, { label: 'mood', text: 'note' });
  assert.equal(named.texts.length, 3, 'the row of names is none of the texts');
});
