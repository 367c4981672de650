import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { writtenLike } from '../../../../src/text/series/numbers';

describe('further values of a series', () => {
  const like = (values: number[], of: number[]) => of.map(writtenLike(Float64Array.from(values)));

  it('have its decimals', () => {
    assert.deepEqual(like([11_634, 9_210], [11_633.7, 145.287, -145.287]), [11_634, 145, -145]);
    assert.deepEqual(like([416.4, 416.21], [416.4271, 1.0049]), [416.43, 1]);
    assert.deepEqual(like([0.1 + 0.2], [0.123456789]), [0.1234568]);
  });

  it('have two digits of what is usual at least, or a count of few would come as nothing', () => {
    assert.deepEqual(like([0, 1, 2], [0.43219, 5.2749, 15.26, 0]), [0.4, 5.3, 15.3, 0]);
    assert.deepEqual(like([0, 85, 90], [15.26, 85.4]), [15, 85]);
    assert.deepEqual(like([0.0004], [0.00037123]), [0.00037]);
    assert.deepEqual(like([0, 0], [0.04, 0]), [0, 0]);
  });
});
