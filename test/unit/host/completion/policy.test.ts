import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isWanted, type Occasion } from '../../../../src/host/completion/policy';

const typing: Occasion = {
  policy: 'automatic',
  invoked: false,
  commanded: false,
  languageId: 'plaintext',
  languages: ['plaintext', 'markdown'],
  excluded: false,
  insideWord: false,
  written: 100,
};

const cases: [string, Partial<Occasion>, boolean][] = [
  ['typing prose', {}, true],
  ['typing another language', { languageId: 'python' }, false],
  ['typing with every language allowed', { languageId: 'python', languages: ['*'] }, true],
  ['typing in manual mode', { policy: 'manual' }, false],
  ['asking in manual mode', { policy: 'manual', invoked: true }, true],
  ['asking in another language', { invoked: true, languageId: 'python' }, true],
  ['asking when off', { policy: 'off', invoked: true }, false],
  ['our command when off', { policy: 'off', invoked: true, commanded: true }, true],
  ['an excluded file', { excluded: true }, false],
  ['our command in an excluded file', { excluded: true, invoked: true, commanded: true }, false],
  ['typing inside a word', { insideWord: true }, false],
  ['asking inside a word', { insideWord: true, invoked: true }, true],
  ['after one letter of a new text', { written: 1 }, false],
  ['after a word of a new text', { written: 3 }, true],
  ['asking in a new text', { written: 0, invoked: true }, true],
];

for (const [name, change, wanted] of cases)
  test(`${name}: ${wanted ? 'answered' : 'not answered'}`, () => {
    assert.equal(isWanted({ ...typing, ...change }), wanted);
  });
