import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { joinPieces, splitSentences } from '../../../../src/text/pairs/sentences';
import { awkwardTexts, randomText } from '../tokens/awkward';

const sentencesOf = (text: string): string[] =>
  splitSentences(text)
    .filter(piece => piece.kind === 'sentence')
    .map(piece => piece.text);

describe('sentences', () => {
  it('are found in lines, blanks around them left out', () => {
    assert.deepEqual(sentencesOf('  Go home.  I am here! \r\n\r\n\tWhy?\nno stop'), [
      'Go home.',
      'I am here!',
      'Why?',
      'no stop',
    ]);
    assert.deepEqual(sentencesOf('我来了。你呢？'), ['我来了。', '你呢？']);
  });

  it('do not end after abbreviations, initials, numbers and addresses', () => {
    for (const sentence of [
      'Mr. Smith met Dr. Who.',
      'J. K. Rowling and George W. Bush came.',
      'It is No. 5 of 3.50 at www.Example.com today.',
      'Use a tool, e.g. Unroll.',
      'Am 3. Mai, z.B. Montag, kam Hr. Maier.',
    ])
      assert.deepEqual(sentencesOf(sentence), [sentence]);
    for (const sentence of [
      'Open https://example.com/a.b?c=d,e or http://x.org/#top today.',
      'We use C#, .NET and node.js. or so',
      'Mt. Everest is high, as Sen. Smith said on Nov. 5 to Ph.D. students.',
      '1. First of all.',
      'b) It goes on.',
      '“Stop!” she cried.',
      "'Why?' he asked.",
    ])
      assert.deepEqual(sentencesOf(sentence), [sentence]);
    assert.deepEqual(sentencesOf('It is No. 5. I am no. He left. 2. We go.'), [
      'It is No. 5.',
      'I am no.',
      'He left.',
      '2. We go.',
    ]);
    assert.deepEqual(sentencesOf('走吧！「好」他说。'), ['走吧！', '「好」他说。']);
    assert.deepEqual(sentencesOf('He left at 5 p.m. She stayed. This is plan B. We go.'), [
      'He left at 5 p.m.',
      'She stayed.',
      'This is plan B.',
      'We go.',
    ]);
  });

  it('and gaps, joined, are the document', () => {
    for (const text of [...Object.values(awkwardTexts), ...Array.from({ length: 100 }, (_, i) => randomText(i, 80))]) {
      const pieces = splitSentences(text);
      assert.equal(joinPieces(pieces), text);
      for (const [i, piece] of pieces.entries()) {
        if (piece.kind === 'sentence') assert.equal(piece.text, piece.text.trim());
        else assert.equal(piece.text.trim(), '');
        assert.ok(piece.text !== '' && (piece.kind === 'sentence' || pieces[i + 1]?.kind !== 'gap'));
      }
    }
  });

  it('can be replaced, the rest kept', () => {
    const pieces = splitSentences(' a. \n\n  b.\n').map(piece =>
      piece.kind === 'sentence' ? { ...piece, text: piece.text.toUpperCase() } : piece,
    );
    assert.equal(joinPieces(pieces), ' A. \n\n  B.\n');
  });
});
