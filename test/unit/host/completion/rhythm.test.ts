import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { TypingRhythm } from '../../../../src/host/completion/rhythm';

function after(interval: number, answer: number): number {
  const rhythm = new TypingRhythm();
  for (let key = 0; key < 60; key++) {
    rhythm.key(key * interval);
    rhythm.answered(answer);
  }
  return rhythm.wait;
}

describe('the wait before a suggestion is asked for', () => {
  it('is short where answers come fast', () => {
    assert.ok(after(180, 10) < 20);
  });

  it('is as long as from key to key where they do not, within bounds', () => {
    assert.ok(Math.abs(after(120, 80) - 120) < 5);
    assert.equal(after(30, 80), 60);
    assert.equal(after(900, 800), 250);
  });

  it('is tried short with whoever types too evenly to ever wait for an answer', () => {
    const rhythm = new TypingRhythm();
    for (let key = 0; key < 60; key++) rhythm.key(key * 110);
    assert.ok(rhythm.wait < 20);
    // Answers turn out to be slow after all.
    for (let key = 60; key < 66; key++) {
      rhythm.key(key * 110);
      rhythm.answered(200);
    }
    assert.ok(rhythm.wait > 100);
  });

  it('does not learn from pauses in thought', () => {
    const rhythm = new TypingRhythm();
    for (let key = 0; key < 60; key++) {
      rhythm.key(key * 100);
      rhythm.answered(90);
    }
    const before = rhythm.wait;
    rhythm.key(1e6);
    assert.equal(rhythm.wait, before);
  });
});
