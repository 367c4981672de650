import assert from 'node:assert/strict';
import { test } from 'node:test';
import chinese from '../../../l10n/bundle.l10n.zh-cn.json';
import { seriesUnits } from '../../../src/protocol/forecast';
import { frequencyMessage } from '../../../src/words/frequency';
import { render } from '../../../src/words/render';
import { said } from '../said';

const inChinese = { language: 'zh-CN', catalogue: chinese, medium: 'plain' } as const;

test('what comes once a day is daily, in Chinese too', () => {
  assert.equal(said(frequencyMessage({ unit: 'day', every: 1 })), 'daily');
  assert.equal(said(frequencyMessage({ unit: 'minute', every: 5 })), 'every 5 minutes');
  assert.equal(render(frequencyMessage({ unit: 'day', every: 1 }), inChinese), '每天');
  assert.equal(render(frequencyMessage({ unit: 'minute', every: 5 }), inChinese), '每 5 分钟');
  for (const unit of seriesUnits) assert.doesNotMatch(render(frequencyMessage({ unit, every: 1 }), inChinese), /1/);
});
