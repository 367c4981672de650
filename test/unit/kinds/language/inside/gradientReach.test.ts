import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { operations } from '../../../../../src/engine/operations';
import { openEngine } from '../../../../../src/engine/open';
import { gradientReach } from '../../../../../src/kinds/language/inside/gradientReach';
import { LanguageModel } from '../../../../../src/kinds/language/languageModel';
import { initialParameters } from '../../../../../src/nn/shape';
import { growthOf, reachOf, totalNorms } from '../../../../../src/protocol/inside';
import { Random } from '../../../../../src/text/random/random';
import { modelOn, oddShape } from '../../../nn/setUp';

const ids = (count: number): Int32Array => Int32Array.from({ length: count }, (_, at) => (at * 7) % 11);

/** An RNN that reads nothing: its state is 0, where tanh has the slope 1, and each step multiplies by `factor`. */
async function chain(factor: number): Promise<LanguageModel> {
  await openEngine({ engine: 'wasm' });
  const shape = oddShape('rnn');
  const arrays = initialParameters(shape, new Random(1)).map(array => {
    if (array.name === 'layers.0.wx' || array.name === 'layers.0.b')
      return { ...array, data: new Float32Array(array.data.length) };
    if (array.name !== 'layers.0.wh') return array;
    return { ...array, data: array.data.map((_, at) => (at % 8 === 0 ? factor : 0)) };
  });
  return new LanguageModel(shape, arrays, operations);
}

describe('how gradients reach back', () => {
  it('is a power of what each step multiplies by', async () => {
    for (const factor of [0.8, 1.1]) {
      const model = await chain(factor);
      const [line] = await gradientReach(model, ids(200), 20);
      assert.equal(line?.norms.length, 32);
      for (const [back, norm] of line.norms.entries()) {
        const wanted = line.norms[0]! * factor ** back;
        assert.ok(Math.abs(norm - wanted) <= 1e-4 * wanted, `${back}: ${norm}, not ${wanted}`);
      }
      model.dispose();
    }
  });

  it('says when it vanishes, and how much it grows', async () => {
    const vanishing = await chain(0.8);
    // 0.8^20 = 0.0115, 0.8^21 = 0.0092
    assert.equal(reachOf({ lines: await gradientReach(vanishing, ids(200), 20) }), 21);
    const exploding = await chain(1.1);
    const lines = await gradientReach(exploding, ids(200), 20);
    assert.equal(reachOf({ lines }), undefined);
    assert.ok(Math.abs(growthOf({ lines }) - 1.1 ** 31) < 0.05);
  });

  it('has a line for each layer and state, over one step and a half of what training reads at once', async () => {
    const model = await modelOn('wasm', oddShape('lstm', { layers: 2 }));
    const lines = await gradientReach(model, ids(500), 40);
    assert.deepEqual(
      lines.map(({ layer, state, norms }) => [layer, state, norms.length]),
      [
        [0, 'h', 60],
        [0, 'c', 60],
        [1, 'h', 60],
        [1, 'c', 60],
      ],
    );
    // What a memory cell carries on after the last step comes too late for the prediction.
    for (const { state, norms } of lines) {
      assert.equal(norms[0] === 0, state === 'c');
      assert.ok(norms.slice(1).every(norm => norm > 0 && Number.isFinite(norm)));
    }
    const [first] = totalNorms({ lines });
    assert.ok(Math.abs(first! - Math.hypot(...lines.map(({ norms }) => norms[0]!))) < 1e-9);
    model.dispose();
  });

  it('has nothing to say of two tokens, and less of a short text', async () => {
    const model = await modelOn('wasm', oddShape('gru'));
    assert.deepEqual(await gradientReach(model, ids(2), 20), []);
    assert.equal((await gradientReach(model, ids(10), 20))[0]?.norms.length, 9);
    model.dispose();
  });
});
