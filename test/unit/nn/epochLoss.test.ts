import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addLoss, epochLossOf, nextEpoch } from '../../../src/nn/epochLoss';

const none = () => ({ sum: 0, steps: 0 });

test('the loss of an epoch is the mean over its batches', () => {
  const first = none();
  for (const value of [4, 3, 2]) addLoss(first, value);
  assert.equal(epochLossOf(first, 3), 3);
  const second = nextEpoch(first);
  assert.equal(epochLossOf(second, 3), 3, 'an epoch that has just begun says nothing yet');
  addLoss(second, 9);
  assert.equal(epochLossOf(second, 3), 3);
  addLoss(second, 1);
  assert.equal(epochLossOf(second, 3), 5, 'half of it does');
});

test('an epoch without a batch that counts leaves the one before', () => {
  const losses = none();
  addLoss(losses, 3);
  assert.equal(epochLossOf(nextEpoch(nextEpoch(losses)), 1), 3);
});

test('the first epoch counts from its first batch on', () => {
  const losses = none();
  assert.ok(Number.isNaN(epochLossOf(losses, 100)));
  addLoss(losses, 2);
  assert.equal(epochLossOf(losses, 100), 2);
});
