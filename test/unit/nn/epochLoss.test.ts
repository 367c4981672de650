import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EpochLoss } from '../../../src/nn/epochLoss';

test('the loss of an epoch is the mean over its batches', () => {
  const loss = new EpochLoss();
  for (const value of [4, 3, 2]) loss.add(value);
  assert.equal(loss.of(3), 3);
  loss.nextEpoch();
  assert.equal(loss.of(3), 3, 'an epoch that has just begun says nothing yet');
  loss.add(9);
  assert.equal(loss.of(3), 3);
  loss.add(1);
  assert.equal(loss.of(3), 5, 'half of it does');
});

test('an epoch without a batch that counts leaves the one before', () => {
  const loss = new EpochLoss();
  loss.add(3);
  loss.nextEpoch();
  loss.nextEpoch();
  assert.equal(loss.of(1), 3);
});

test('the first epoch counts from its first batch on', () => {
  const loss = new EpochLoss();
  assert.ok(Number.isNaN(loss.of(100)));
  loss.add(2);
  assert.equal(loss.of(100), 2);
});
