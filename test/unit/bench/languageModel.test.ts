import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lossesByEpoch } from '../../../bench/reproduce/languageModel';

describe('losses by epoch', () => {
  it('are means over the steps of an epoch, each with the mean of its report', () => {
    // Reports of a quarter, a half, one and a half epochs, and two.
    const losses = lossesByEpoch([
      { epoch: 0.25, trainLoss: 8 },
      { epoch: 0.75, trainLoss: 4 },
      { epoch: 2.25, trainLoss: 2 },
      { epoch: 4.25, trainLoss: 1 },
    ]);
    assert.deepEqual(losses, [0.25 * 8 + 0.5 * 4 + 0.25 * 2, 2, 0.25 * 2 + 0.75, 1, 1]);
  });
});
