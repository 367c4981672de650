import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random } from '../../../../src/text/random/random';
import { sharedWith } from '../../../../src/text/measures/shared';

const random = new Random(3);
const draw = (count: number): Int32Array => Int32Array.from({ length: count }, () => random.integer(40));

void test('the share of a text that stands word for word in another', () => {
  const [whole, other] = [draw(5000), draw(700)];
  assert.equal(sharedWith(other, whole), 0);
  assert.equal(sharedWith(whole.subarray(777, 777 + 640), whole), 1);
  // Its first ten windows are of the other text, which wraps no window of its own; 22 windows in all.
  assert.equal(sharedWith(Int32Array.of(...whole.subarray(4680), ...other.subarray(0, 384)), whole), 10 / 22);
  assert.equal(sharedWith(whole.subarray(0, 31), whole), 0);
  assert.equal(sharedWith(whole.subarray(4968), whole), 1);
  // One token is another one.
  const changed = whole.slice(100, 132);
  changed[31]! += 1;
  assert.equal(sharedWith(changed, whole), 0);
});
