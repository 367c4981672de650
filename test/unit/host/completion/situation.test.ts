import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ghostTextState, type GhostTextFacts } from '../../../../src/host/completion/situation';
import { said } from '../../said';

const facts: GhostTextFacts = {
  policy: 'automatic',
  languageId: 'markdown',
  language: 'Markdown',
  languages: ['plaintext', 'markdown'],
  excluded: false,
  snoozed: 0,
  model: 'notes',
  loading: false,
  own: undefined,
};

test('ghost text says which model speaks, or why none does', () => {
  const state = (change: Partial<GhostTextFacts>) => ghostTextState({ ...facts, ...change });
  assert.ok(state({}).speaks);
  assert.match(said(state({}).says), /"notes" suggests/);
  assert.ok(state({ loading: true }).speaks);
  assert.match(said(state({ loading: true }).says), /being opened/);
  assert.ok(state({ languages: ['*'], languageId: 'python' }).speaks);
  const quiet: [Partial<GhostTextFacts>, RegExp][] = [
    [{ excluded: true, policy: 'off' }, /never read/],
    [{ model: undefined }, /no model/],
    [{ policy: 'off' }, /is off\.$/],
    [{ snoozed: 590 }, /snoozed/],
    [{ policy: 'manual' }, /when asked/],
    [{ languageId: 'python', language: 'Python' }, /off for Python/],
  ];
  for (const [change, sentence] of quiet) {
    assert.equal(state(change).speaks, false);
    assert.match(said(state(change).says), sentence);
  }
});
