import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { namedSeparator, parseQuoted, parseTable, sampleOf } from '../../../../src/text/tables/delimited';

describe('a line that names the separator', () => {
  it('is what spreadsheets write, whatever the separator and the line end', () => {
    for (const [line, separator] of [
      ['sep=;', ';'],
      ['SEP=,', ','],
      ['sep=\t', '\t'],
      ['"sep=|"', '|'],
      ['\uFEFFsep=~', '~'],
    ] as const)
      // prettier-ignore
      for (const end of ['\n', '\r\n', '\r'])
        assert.deepEqual(namedSeparator(`${line}${end}a;b\n`), { separator, text: 'a;b\n' }, line);
    for (const none of ['sep=\na;b', 'separate\n', 'sep=;', 'a;b\nsep=;\n'])
      assert.deepEqual(namedSeparator(none), { separator: undefined, text: none });
  });
});

describe('separated values', () => {
  it('are cut at separators of one character or more', () => {
    assert.deepEqual(parseQuoted('a ||| b\nc|d ||| "e ||| f"', '|||'), [['a ', ' b'], ['c|d ', ' "e ', ' f"']]); // prettier-ignore
    assert.deepEqual(parseQuoted('a|"b|c"\n', '|'), [['a', 'b|c']]);
    assert.deepEqual(parseQuoted('a,"b\nc",d\n', ','), [['a', 'b\nc', 'd']]);
    // Quotes that are never closed do not swallow the rows below.
    assert.deepEqual(parseQuoted('a,"b\nc,"d\ne,f\n', ','), [['a', '"b'], ['c', '"d'], ['e', 'f']]); // prettier-ignore
    assert.deepEqual(parseQuoted('a~b', '~'), [['a', 'b']]);
  });

  it('separated by tabs have quotes of a spreadsheet or of their sentences', () => {
    const rows = (text: string) => parseTable(text, '\t');
    assert.deepEqual(rows('He said "no".\t"Nein!"\n"Go!"\tLos\n'), [['He said "no".', '"Nein!"'], ['"Go!"', 'Los']]); // prettier-ignore
    assert.deepEqual(rows('"He said ""no""."\tNein\nGo\tLos\n'), [['He said "no".', 'Nein'], ['Go', 'Los']]); // prettier-ignore
    assert.deepEqual(rows('"two\nlines"\t"a\tb"\nGo\tLos\n'), [['two\nlines', 'a\tb'], ['Go', 'Los']]); // prettier-ignore
    assert.deepEqual(rows('"Go"\t"Los"\n"No"\t"Nein"'), [['Go', 'Los'], ['No', 'Nein']]); // prettier-ignore
    // One that is not closed quotes nothing, and so none does.
    assert.deepEqual(rows('"a ""b""\tc\n"d ""e"""\tf\n'), [['"a ""b""', 'c'], ['"d ""e"""', 'f']]); // prettier-ignore
  });

  it('have quotes beyond the part that is looked at', () => {
    const many = Array.from({ length: 9000 }, (_, i) => `"${i} ""quoted"" and so on"\t"more ""of"" it"\n`).join('');
    const rows = parseTable(many, '\t');
    assert.equal(rows.length, 9000);
    assert.deepEqual(rows.at(-1), ['8999 "quoted" and so on', 'more "of" it']);
  });

  it('are a table where most rows have as many columns', () => {
    assert.equal(sampleOf('a;b\nc;d\ne\nf;g', ';')?.whole.length, 3);
    assert.equal(sampleOf('a;b\nc\nd\n', ';'), undefined);
    assert.equal(sampleOf('', ';'), undefined);
  });
});
