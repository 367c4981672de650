import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  arranged,
  bitsPerCharacter,
  groupedByText,
  isArrangement,
  usualArrangement,
} from '../../../../src/host/models/arrangement';
import type { ModelEntry } from '../../../../src/store/list';
import { textMessage } from '../../../../src/protocol/message';
import { entryOf, languageModel } from './entry';

const model = (id: string, text: string, bits?: number): ModelEntry => {
  const manifest = languageModel(id);
  // Two characters a token.
  const corpus = { name: text, characters: 200, tokens: 100, vocabularySize: 9, validationTokens: 10 };
  const progress = {
    step: 1,
    epoch: 1,
    trainLoss: 1,
    ...(bits === undefined ? {} : { validationLoss: 2 * bits * Math.LN2 }),
  };
  return entryOf({ ...manifest, source: { ...manifest.source, name: text, sha256: text }, corpus, progress });
};
const damaged: ModelEntry = { kind: 'damaged', id: 'broken', folder: '/models/broken', reason: textMessage('') };
const entries = [model('b10', 'one.txt', 2), model('a', 'two.txt'), model('b9', 'one.txt', 1.5), damaged];
const idsOf = (list: readonly { id: string }[]): string[] => list.map(({ id }) => id);
const words = (entry: ModelEntry): string =>
  entry.kind === 'model' ? `${entry.id} LSTM ${entry.manifest.source.name}` : entry.id;
const by = (change: object): string[] => idsOf(arranged(entries, { ...usualArrangement, ...change }, words));

test('models are listed as they come, by name with numbers as numbers, or the best first', () => {
  assert.deepEqual(by({}), ['b10', 'a', 'b9', 'broken']);
  assert.deepEqual(by({ order: 'name' }), ['a', 'b9', 'b10', 'broken']);
  assert.deepEqual(by({ order: 'best' }), ['b9', 'b10', 'a', 'broken']);
});

test('a filter keeps those that have all of its words', () => {
  assert.deepEqual(by({ filter: 'lstm ONE' }), ['b10', 'b9']);
  assert.deepEqual(by({ filter: 'one b9' }), ['b9']);
  assert.deepEqual(by({ filter: ' ' }), idsOf(entries));
});

test('those of one text stand together, the text of the first model first', () => {
  const lines = groupedByText(entries);
  assert.deepEqual(
    lines.map(line => (line.kind === 'text' ? [line.name, idsOf(line.entries)] : line.id)),
    [['one.txt', ['b10', 'b9']], ['two.txt', ['a']], 'broken'],
  );
});

test('bits per character count what a token is worth', () => {
  const [first] = entries;
  assert.ok(first?.kind === 'model');
  assert.ok(Math.abs(bitsPerCharacter(first.manifest)! - 2) < 1e-12);
  assert.equal(bitsPerCharacter(languageModel('x')), undefined);
});

test('only arrangements of this version are remembered', () => {
  assert.ok(isArrangement(usualArrangement));
  for (const value of [
    undefined,
    null,
    {},
    { ...usualArrangement, order: 'oldest' },
    { ...usualArrangement, filter: 1 },
  ])
    assert.ok(!isArrangement(value));
});
