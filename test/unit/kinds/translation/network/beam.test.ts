import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { beamSearch, type BeamDecoder } from '../../../../../src/kinds/translation/network/beam';

const symbols = ['<bos>', 'A', 'B', 'C', '<eos>'];
const id = (symbol: string): number => symbols.indexOf(symbol);

/** A decoder given by a table: tokens so far -> p of A, B, C, <eos>. */
class TableDecoder implements BeamDecoder {
  readonly vocabularySize = symbols.length;
  private prefixes: string[];
  constructor(
    private readonly table: Record<string, number[]>,
    rows: number,
  ) {
    this.prefixes = Array.from({ length: rows }, () => '');
  }
  advance(tokens: readonly number[], parents: readonly number[]) {
    this.prefixes = parents.map((parent, row) => {
      const symbol = symbols[tokens[row]!]!;
      return this.prefixes[parent]! + (symbol === '<bos>' ? '' : symbol);
    });
    const rows = this.prefixes.map(prefix => [0, ...(this.table[prefix] ?? [0.1, 0.1, 0.1, 0.7])].map(Math.log));
    return { logProbabilities: Float32Array.from(rows.flat()), notes: this.prefixes.map(prefix => [prefix.length]) };
  }
}

/**
 * Dive into Deep Learning, "Beam Search": greedy takes A, B, C, <eos> with .5 .4 .4 .6 = .048; choosing C second gives
 * A, C, B, <eos> with .5 .3 .6 .6 = .054.
 */
const table = {
  '': [0.5, 0.2, 0.2, 0.1],
  A: [0.1, 0.4, 0.3, 0.2],
  AB: [0.2, 0.2, 0.4, 0.2],
  ABC: [0.2, 0.2, 0, 0.6],
  AC: [0.1, 0.6, 0.2, 0.1],
  ACB: [0.1, 0.2, 0.1, 0.6],
};

const search = (beamSize: number, lengthPenalty = 0.75, maxLength = 6) =>
  beamSearch(
    new TableDecoder(table, beamSize),
    { beamSize, lengthPenalty, maxLength, begin: 0, end: id('<eos>'), forbidden: [0] },
    () => Promise.resolve(),
  );

describe('beam search', () => {
  it('is greedy with a beam of 1', async () => {
    const { tokens, logProbability } = await search(1);
    assert.deepEqual(
      tokens.map(token => symbols[token]),
      ['A', 'B', 'C'],
    );
    assert.ok(Math.abs(Math.exp(logProbability) - 0.048) < 1e-7);
  });

  it('finds the likelier sentence with a beam of 2', async () => {
    const { tokens, logProbability, notes } = await search(2);
    assert.deepEqual(
      tokens.map(token => symbols[token]),
      ['A', 'C', 'B'],
    );
    assert.ok(Math.abs(Math.exp(logProbability) - 0.054) < 1e-7);
    assert.deepEqual(notes, [[0], [1], [2]]);
  });

  it('takes the unfinished when nothing finished in time', async () => {
    const { tokens } = await beamSearch(
      new TableDecoder({ '': [1, 0, 0, 0], A: [1, 0, 0, 0], AA: [1, 0, 0, 0] }, 2),
      { beamSize: 2, lengthPenalty: 0.75, maxLength: 3, begin: 0, end: id('<eos>'), forbidden: [0] },
      () => Promise.resolve(),
    );
    assert.deepEqual(tokens, [1, 1, 1]);
  });

  it('stops when it is told to', async () => {
    const cancelled = beamSearch(
      new TableDecoder(table, 2),
      { beamSize: 2, lengthPenalty: 1, maxLength: 5, begin: 0, end: 4, forbidden: [] },
      () => Promise.reject(new Error('cancelled')),
    );
    await assert.rejects(cancelled, /cancelled/);
  });
});
