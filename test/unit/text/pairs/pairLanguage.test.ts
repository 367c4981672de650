import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { passUnknownThrough, readSentence, writeSentence } from '../../../../src/text/pairs/pairLanguage';

describe('words a model does not know', () => {
  const written = ['The', 'Zebra', 'sees', 'Bob'];
  const known = [true, false, true, false];

  it('stand for what the model could not name, in their order or where attention looked', () => {
    assert.deepEqual(passUnknownThrough([undefined, 'voit', undefined], written, known, undefined), [
      'Zebra',
      'voit',
      'Bob',
    ]);
    const attention = [
      [0, 0.2, 0.1, 0.7, 0],
      [0, 0, 1, 0, 0],
      [0.5, 0.3, 0, 0.1, 0.1],
    ];
    assert.deepEqual(passUnknownThrough([undefined, 'voit', undefined], written, known, attention), [
      'Bob',
      'voit',
      'Zebra',
    ]);
  });

  it('are never lost', () => {
    assert.deepEqual(passUnknownThrough(['il', 'voit'], written, known, undefined), ['Zebra', 'il', 'Bob', 'voit']);
    const attention = [
      [0.9, 0, 0.1, 0, 0],
      [0, 0.6, 0, 0.4, 0],
    ];
    assert.deepEqual(passUnknownThrough(['il', 'voit'], written, known, attention), ['il', 'Zebra', 'Bob', 'voit']);
    assert.deepEqual(passUnknownThrough([], written, known, undefined), ['Zebra', 'Bob']);
    assert.deepEqual(passUnknownThrough([], written, known, []), ['Zebra', 'Bob']);
  });

  it('that the model made up are known ones that attention looked at, or nothing', () => {
    const known4 = [true, true, true, true];
    assert.deepEqual(passUnknownThrough(['il', undefined], written, known4, undefined), ['il']);
    const attention = [
      [1, 0, 0, 0, 0],
      [0, 0, 0.2, 0.3, 0.5],
    ];
    assert.deepEqual(passUnknownThrough(['il', undefined], written, known4, attention), ['il', 'Bob']);
  });
});

describe('sentences as the models read them', () => {
  const language = { tokenisation: 'word', normalise: true } as const;
  const asWritten = { tokenisation: 'word', normalise: false } as const;
  const tokensOf = (sentence: string): string[] => readSentence(sentence, language).tokens;

  const cases: [string, string[]][] = [
    ['We want cars.', ['we', 'want', 'cars', '.']],
    ['Mr. Smith met Dr. Who at 5 p.m.', ['mr.', 'smith', 'met', 'dr.', 'who', 'at', '5', 'p.m.']],
    ['J. K. Rowling wrote it.', ['j.', 'k.', 'rowling', 'wrote', 'it', '.']],
    ['It costs 3.50, or 1,000 at 10:30.', ['it', 'costs', '3.50', ',', 'or', '1,000', 'at', '10:30', '.']],
    ['See www.example.com or a.b@c.de.', ['see', 'www.example.com', 'or', 'a.b@c.de', '.']],
    ['See https://a.org/b?c=d,e.f!', ['see', 'https://a.org/b?c=d,e.f', '!']],
    ['(www.a-b.com/x), me@a.co.uk.', ['(', 'www.a-b.com/x', ')', ',', 'me@a.co.uk', '.']],
    ['A Ph.D. and an M.Sc. on Nov. 5.', ['a', 'ph.d.', 'and', 'an', 'm.sc.', 'on', 'nov.', '5', '.']],
    ["She said ‘yes’ and 'don’t go', too.", ['she', 'said', "'", 'yes', "'", 'and', "'", "don't", 'go', "'", ',', 'too', '.']], // prettier-ignore
    ["’Twas the boys' rock 'n' roll of the '90s", ["'twas", 'the', "boys'", 'rock', "'n'", 'roll', 'of', 'the', "'90s"]], // prettier-ignore
    ['¿Qué? ¡Sí! ‹a› Don´t… ‚Ja‘', ['¿', 'qué', '?', '¡', 'sí', '!', '‹', 'a', '›', "don't", '…', "'", 'ja', "'"]],
    ['He said "no" (twice).', ['he', 'said', '"', 'no', '"', '(', 'twice', ')', '.']],
    ['Er sagte „nein“!', ['er', 'sagte', '„', 'nein', '“', '!']],
    ['Don’t. L‘eau d’or', ["don't", '.', "l'eau", "d'or"]],
    ['我们想要车。', ['我们', '想要', '车', '。']],
    ['one <eos> red', ['one', '\\<eos>', 'red']],
    ['a \\<unk> b', ['a', '\\\\<unk>', 'b']],
    ['Va\u202f!', ['va', '!']],
    ['va va !', ['va', 'va', '!']],
  ];
  for (const [sentence, tokens] of cases)
    it(`has the tokens of ${JSON.stringify(sentence)}`, () => {
      assert.deepEqual(tokensOf(sentence), tokens);
      assert.deepEqual(
        tokensOf(tokensOf(sentence).join(' ').replaceAll('\\<', '<')).length,
        tokens.length,
        'done twice',
      );
      const { written } = readSentence(sentence, language);
      assert.equal(written.length, tokens.length);
    });

  it('are cut into words where a script has no blanks, and joined again without any', () => {
    assert.deepEqual(readSentence('我们想要车。', asWritten).tokens, ['我们', '想要', '车', '。']);
    assert.deepEqual(readSentence('彼は学生です。', asWritten).tokens.join(' '), '彼 は 学生 です 。');
    assert.ok(readSentence('ฉันชอบกินข้าว', asWritten).tokens.length > 2);
    assert.equal(writeSentence(['我们', '想要', '车', '。'], 'We', asWritten), '我们想要车。');
    assert.equal(writeSentence(['我们', 'use', 'OK', '。'], 'We', language), '我们 use OK。');
  });

  it('keep a literal <eos> and its like as words', () => {
    assert.deepEqual(readSentence('one <eos>', asWritten).written, ['one', '<eos>']);
    assert.equal(writeSentence(['eins', '\\<eos>', 'rot'], 'one', language), 'eins <eos> rot');
    assert.equal(writeSentence(['\\\\<pad>'], 'one', asWritten), '\\<pad>');
  });

  it('are written with their marks at their words', () => {
    const write = (tokens: string): string => writeSentence(tokens.split(' '), 'He', language);
    assert.equal(write('he said " no " ( twice ) .'), 'He said "no" (twice).');
    assert.equal(write('mr. smith , 3.50 !'), 'Mr. smith, 3.50!');
  });
});
