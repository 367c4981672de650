import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readHeader } from '../../../src/predictor/voices/header';

const text = {
  ...{ length: 8, word: -5, wordLength: 2, word1: 0, word2: 7, lineStart: 4, previousLineStart: 1, lineHead: 9 },
  shape: 3,
};
const sound = {
  identity: {
    ...{ symbols: ['a', 'b', 'c'], unit: 'character', textLength: 100, externals: 1, silent: [] },
    tree: [0, [2, 1]],
  },
  snapshot: { text, matches: [{ pointer: 3, length: 2 }] },
  shares: [0.5, 0.5],
  length: 8,
};
const identity = (change: object) => ({ ...sound, identity: { ...sound.identity, ...change } });
const deep = (levels: number): unknown => {
  let tree: unknown = 0;
  for (let level = 0; level < levels; level++) tree = [tree, 1];
  return tree;
};

const damaged: Record<string, unknown> = {
  nothing: undefined,
  'a list': [],
  'a symbol twice in the tree': identity({ tree: [0, [2, 2]] }),
  'a symbol too few in the tree': identity({ tree: [0, 1] }),
  'a symbol that is none in the tree': identity({ tree: [0, [2, 3]] }),
  'half a symbol in the tree': identity({ tree: [0, [2, 0.5]] }),
  'a branch of three': identity({ tree: [0, 1, 2] }),
  'a tree that is a text': identity({ tree: 'tree' }),
  'a tree without end': identity({ tree: deep(200_000) }),
  'one symbol': identity({ symbols: ['a'], tree: 0 }),
  'a text without end': identity({ textLength: Infinity }),
  'a length that is none': identity({ textLength: null }),
  'a thousand voices from outside': identity({ externals: 1000 }),
  'a voice nobody has': identity({ silent: ['tail'] }),
  'a unit nobody has': identity({ unit: 'byte' }),
  'a history shorter than what was read': { ...sound, length: 7 },
  'a line that begins after the end': { ...sound, snapshot: { text: { ...text, lineStart: 9 }, matches: [] } },
  'a match after the end': { ...sound, snapshot: { text, matches: [{ pointer: 9, length: 1 }] } },
  'a place below zero': { ...sound, snapshot: { text: { ...text, length: -1 }, matches: [] } },
};

describe('the header of saved voices', () => {
  it('is read as it was written', () => {
    assert.deepEqual(readHeader(sound), sound);
  });
  for (const [what, header] of Object.entries(damaged))
    it(`with ${what} is damaged`, () => {
      assert.throws(() => readHeader(header), /The header of the predictor is damaged/);
    });
});
