import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Ahead } from '../../../src/predictor/suggest/ahead';
import { alternatives } from '../../../src/predictor/suggest/alternatives';
import { Search, type SearchLimits, type Writing } from '../../../src/predictor/suggest/search';
import { type } from '../../../src/predictor/suggest/typing';
import { Predictor } from '../../../src/predictor/voices/predictor';
import type { Suggestion } from '../../../src/protocol/worker';

const symbols = ['<unk>', '\n', ...Array.from('abcdefghijklmnopqrstuvwxyz ,.'), '灯', '塔', '。'];
const idOf = (character: string): number => symbols.indexOf(character);
const writing: Writing = { token: id => symbols[id]!, fitting: () => [], separator: '', whole: false };
const limits: SearchLimits = { cost: 1.2, words: 12, characters: 80, lines: 1, partial: '' };

/** What is suggested after a line of a text that was read. */
function suggested(read: string, line: string, change: Partial<SearchLimits> = {}, places = 200): Suggestion[] {
  const voices = Predictor.create({ symbols, unit: 'character', textLength: 4000 });
  for (const character of read) voices.observe(idOf(character));
  const ahead = new Ahead(symbols.length, undefined, voices);
  for (const character of line) ahead.step(idOf(character));
  const search = new Search(ahead, writing, { ...limits, ...change });
  for (let looked = 0; looked < places && search.next(); looked++);
  return search.suggestions();
}

const lamps = 'the keeper lit the lamp, and the light went out over the water.\n'.repeat(20);
/** Two lines of three went, the third came, in no order that could be learned. */
const mixed = (() => {
  let state = 7;
  return Array.from({ length: 120 }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const [verb, where] = [(state >>> 16) % 3 < 2 ? 'went' : 'came', (state >>> 24) % 2 === 0 ? 'home' : 'away'];
    return `the keeper ${verb} ${where}.\n`;
  }).join('');
})();

describe('a search for suggestions', () => {
  it('ends at the end of a word, whatever the room', () => {
    for (const characters of [5, 12, 30, 80])
      for (const { text } of suggested(lamps, 'the kee', { characters })) {
        assert.match(text, /^[a-z]+(,? [a-z]+)* ?$/);
        assert.ok(text.length <= characters);
        const whole = `the kee${text}`.trimEnd().split(/[ ,]+/);
        for (const word of whole) assert.ok(lamps.includes(` ${word}`) || lamps.startsWith(word), word);
      }
  });

  it('says how probable a suggestion is: as often as it follows', () => {
    const [went, came] = ['went', 'came'].map(word =>
      suggested(mixed, 'the keeper ', { words: 1, cost: 0 }).find(({ text }) => text.trimEnd() === word),
    );
    assert.ok(went && came && went.probability > came.probability, `${went?.probability} ${came?.probability}`);
    assert.ok(went.probability > 0.5 && went.probability < 0.85 && came.probability > 0.15);
  });

  it('is shorter, or nothing, the more a word costs', () => {
    const longest = (cost: number): number => suggested(mixed, 'the ', { cost })[0]?.text.length ?? 0;
    const lengths = [0, 1, 2, 3, 30].map(longest);
    assert.deepEqual(
      [...lengths].sort((a, b) => b - a),
      lengths,
    );
    assert.equal(lengths.at(-1), 0);
    assert.ok(lengths[0]! > 6);
  });

  it('stays on the line where it has to, and begins a new one where it may', () => {
    assert.ok(suggested(lamps, 'over the water.', { lines: 1 }).some(({ text }) => text.startsWith('\nthe')));
    assert.deepEqual(suggested(lamps, 'over the water.', { lines: 0 }), []);
  });

  it('needs no blanks to end in scripts that have none', () => {
    assert.ok(suggested('灯塔。灯塔。'.repeat(30), '。', {}).some(({ text }) => text === '灯塔'));
  });

  it('gives back what it found, the same again', () => {
    assert.deepEqual(suggested(mixed, 'the kee'), suggested(mixed, 'the kee'));
  });

  it('has alternatives with different first words, the likelier first', () => {
    const others = alternatives(suggested(mixed, 'the keeper ', { cost: 0 }), 5);
    const firsts = others.map(({ text }) => text.split(' ')[0]!.replace(/\W/g, ''));
    assert.equal(new Set(firsts).size, firsts.length);
    assert.ok(firsts.includes('went') && firsts.includes('came'));
    const rest = others.slice(1).map(({ probability }) => probability);
    assert.deepEqual(
      [...rest].sort((a, b) => b - a),
      rest,
    );
  });
});

describe('a person who takes what is right', () => {
  const always = (text: string) => (): Promise<Suggestion> => Promise.resolve({ text, probability: 1, worth: 1 });

  it('presses one key for a suggestion, and one for every other character', async () => {
    const figures = await type('lamp lamp', written => always(written === '' ? 'lamp ' : 'x')());
    assert.deepEqual(figures, { characters: 9, keys: 5, completed: 5, places: 5, shown: 5, taken: 1 });
  });

  it('takes the words of a longer one that are right', async () => {
    const figures = await type('the lamp is', written => always(written === '' ? 'the lamp was' : 'x')());
    assert.equal(figures.completed, 'the lamp '.length);
    assert.equal(figures.keys, 2 + 'is'.length);
  });

  it('takes no beginning of a longer word', async () => {
    const figures = await type('lamps', always('lamp'));
    assert.equal(figures.taken, 0);
  });

  it('is shown once what stays while its beginning is typed', async () => {
    const texts: Record<string, string> = { '': 'lame', l: 'ame', la: 'me', lam: 'e' };
    const figures = await type('lamp', written => always(texts[written]!)());
    assert.deepEqual([figures.places, figures.shown, figures.taken], [4, 1, 0]);
  });
});
