import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cleanLine, cleanLines, normaliseNewlines, linesIn } from '../../../../src/text/tokens/clean';

const linesOf = (text: string): string[] => [...linesIn(text)];

describe('clean-up', () => {
  it('makes everything but A-Z a space', () => {
    assert.equal(cleanLine("  It's 1895—“Time”!  "), 'it s time');
    assert.equal(cleanLine('éà'), '');
  });

  it('keeps lines that become empty, and opens none after the last end', () => {
    assert.deepEqual(cleanLines('One\r\n\r\n2\rThree\n'), ['one', '', '', 'three']);
  });
});

describe('newlines', () => {
  it('of every kind become LF, and a byte order mark goes', () => {
    assert.equal(normaliseNewlines('\uFEFFa\r\nb\rc\n\r\n\uFEFF'), 'a\nb\nc\n\n\uFEFF');
  });

  it('separate lines', () => {
    assert.deepEqual(linesOf(''), []);
    assert.deepEqual(linesOf('a'), ['a']);
    assert.deepEqual(linesOf('\na\n\nb'), ['', 'a', '', 'b']);
  });
});
