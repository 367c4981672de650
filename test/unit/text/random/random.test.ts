import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Random } from '../../../../src/text/random/random';

const draw = (random: Random, count: number): number[] => Array.from({ length: count }, () => random.next());

describe('the generator', () => {
  it('is xoshiro128** 1.1', () => {
    // By hand from the C code its authors published, from the state 1 2 3 4: rotl(2 * 5, 7) * 9 = 11520; the next s[1] is 0.
    const random = new Random(0);
    random.state = [1, 2, 3, 4];
    assert.deepEqual(draw(random, 2), [11520, 0]);
  });

  it('repeats itself from a seed and from a saved state, and differs for the next seed', () => {
    const random = new Random(7);
    assert.deepEqual(draw(new Random(7), 5), draw(random, 5));
    assert.notDeepEqual(draw(new Random(8), 5), draw(new Random(7), 5));
    const state = random.state;
    const expected = draw(random, 5);
    const restored = new Random(0);
    restored.state = state;
    assert.deepEqual(draw(restored, 5), expected);
  });

  it('is uniform and normal by their moments', () => {
    const random = new Random(1);
    const n = 100_000;
    let [sum, normal, square] = [0, 0, 0];
    for (let i = 0; i < n; i++) {
      const uniform = random.uniform();
      assert.ok(uniform >= 0 && uniform < 1);
      sum += uniform;
      const z = random.normal();
      normal += z;
      square += z * z;
    }
    // Five standard errors: 1/sqrt(12 n), 1/sqrt(n), sqrt(2/n).
    assert.ok(Math.abs(sum / n - 0.5) < 0.0046);
    assert.ok(Math.abs(normal / n) < 0.016);
    assert.ok(Math.abs(square / n - 1) < 0.0224);
  });

  it('draws every integer below n, about equally often', () => {
    const random = new Random(2);
    const counts = new Array<number>(6).fill(0);
    for (let i = 0; i < 60_000; i++) counts[random.integer(6)]!++;
    for (const count of counts) assert.ok(Math.abs(count - 10_000) < 500);
    assert.throws(() => random.integer(0), RangeError);
  });

  it('shuffles into every order', () => {
    const random = new Random(3);
    const orders = new Map<string, number>();
    for (let i = 0; i < 6000; i++) {
      const order = random.shuffle([1, 2, 3]).join('');
      orders.set(order, (orders.get(order) ?? 0) + 1);
    }
    assert.equal(orders.size, 6);
    for (const count of orders.values()) assert.ok(Math.abs(count - 1000) < 160);
  });
});
