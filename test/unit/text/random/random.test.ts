import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Random, seedFor } from '../../../../src/text/random/random';

const draw = (random: Random, count: number): number[] => Array.from({ length: count }, () => random.next());

describe('the generator', () => {
  it('is xoshiro128** 1.1', () => {
    // By hand from the C code its authors published, from the state 1 2 3 4: rotl(2 * 5, 7) * 9 = 11520; the next s[1] is 0.
    assert.deepEqual(draw(Random.from([1, 2, 3, 4]), 2), [11520, 0]);
  });

  it('repeats itself from a seed, and differs for the next seed', () => {
    assert.deepEqual(draw(new Random(7), 5), draw(new Random(7), 5));
    assert.notDeepEqual(draw(new Random(8), 5), draw(new Random(7), 5));
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

describe('the seed of a use', () => {
  const seeds = [0, 1, 2, 7, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 32 + 1, 1.7e12, 1.7e12 + 1, 2 ** 53 - 1];

  it('differs for every seed, also beyond 2^32, and for every epoch', () => {
    const drawn = seeds.flatMap(seed =>
      Array.from({ length: 100 }, (_, epoch) => draw(new Random(seedFor(seed, 'epoch', epoch)), 2).join()),
    );
    assert.equal(new Set(drawn).size, drawn.length);
  });

  it('differs for every use, step and place', () => {
    const drawn = ['dropout', 'epoch', 'droput'].flatMap(use =>
      [0, 1, 2, 300, 2 ** 40].flatMap(step =>
        ['', 'layers.0.wh', 'layers.0.reverse.wh', 'output'].map(place => seedFor(3, use, step, place)),
      ),
    );
    assert.equal(new Set(drawn).size, drawn.length);
    assert.ok(drawn.every(seed => Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32));
  });

  it('is the same on every machine', () => {
    // By a second program, in Python's integers.
    assert.equal(seedFor(1, 'epoch', 2), 1359315847);
    assert.equal(seedFor(1.7e12, 'dropout', 2 ** 40, 3), 3194810811);
  });

  it('lets the generator tell seeds beyond 2^32 apart', () => {
    const drawn = seeds.map(seed => draw(new Random(seed), 3).join());
    assert.equal(new Set(drawn).size, seeds.length);
  });
});
