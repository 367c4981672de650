import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import chinese from '../../../../l10n/bundle.l10n.zh-cn.json';
import type { GradientReach } from '../../../../src/protocol/inside';
import { message } from '../../../../src/words/message';
import { sentencesOf } from '../../../../webview/inside/reachSection';
import { sentence, speak } from '../../../../webview/words';

before(() => speak('zh-CN', JSON.stringify(chinese)));
after(() => speak('en', '{}'));

test('in Chinese the sentences on how far gradients reach follow one another without a space', () => {
  const reach: GradientReach = {
    step: 1,
    epoch: 0,
    timeSteps: 2,
    clipNorm: 1,
    lines: [{ layer: 0, state: 'h', norms: [1, 0.5, 0.25, 0.125] }],
  };
  const sentences = sentencesOf(reach);
  assert.equal(sentences.length, 2);
  assert.equal(sentence(message('sentences', { sentences })), '3 步之后仍剩百分之一以上。训练在 2 步之后将其截断。');
});
