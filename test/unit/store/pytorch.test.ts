import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, describe, it } from 'node:test';
import { toPyTorch, weightsMetadata } from '../../../src/store/pytorch';
import type { NamedTensor } from '../../../src/store/types';
import { fromPyTorch } from './fromPyTorch';
import { decode } from './tensors';

/*
 * pytorch-lstm.safetensors and the logits below come from PyTorch 2.13.0 (CPU) and safetensors 0.8.0:
 *   torch.manual_seed(7); V, E, H, L = 5, 3, 2, 2
 *   class M(nn.Module): embedding = nn.Embedding(V, E); rnn = nn.LSTM(E, H, L); linear = nn.Linear(H, V)   # made in this order
 *   logits = linear(rnn(embedding(torch.tensor([[1], [4], [0], [2]])))[0]); save(dict(m.state_dict()), metadata={'format': 'pt'})
 */
let golden: NamedTensor[] = [];
before(async () => {
  golden = (await decode(readFileSync('test/golden/data/pytorch-lstm.safetensors'))).tensors;
});
const ids = [1, 4, 0, 2];
// prettier-ignore
const logits = [
  0.0973309, -0.1074625, 0.6035061, 0.0076859, -0.1221399,
  0.128458, -0.1496099, 0.6115889, 0.0013892, -0.0742532,
  0.1443687, -0.1734176, 0.6147913, -0.0008351, -0.0430562,
  0.1539813, -0.1848445, 0.6179396, -0.0034775, -0.0329845,
];

const find = (tensors: readonly NamedTensor[], name: string): NamedTensor => {
  const tensor = tensors.find(candidate => candidate.name === name);
  assert.ok(tensor, `${name} among ${tensors.map(other => other.name).join(', ')}`);
  return tensor;
};

/** x [R] . w [R, C] + b [C], in our layouts and float64. */
function affine(x: readonly number[], w: NamedTensor, b?: NamedTensor): number[] {
  const columns = w.shape[1]!;
  return Array.from({ length: columns }, (_, column) =>
    x.reduce((total, value, row) => total + value * w.data[row * columns + column]!, b?.data[column] ?? 0),
  );
}

const sigmoid = (u: number): number => 1 / (1 + Math.exp(-u));

/** A two-layer LSTM step by step: gates i, f, g, o in the columns. */
function naiveForward(tensors: readonly NamedTensor[], hidden: number, layers: number): number[] {
  const embedding = find(tensors, 'embedding');
  const states = Array.from({ length: layers }, () => ({
    h: new Array<number>(hidden).fill(0),
    c: new Array<number>(hidden).fill(0),
  }));
  return ids.flatMap(id => {
    const width = embedding.shape[1]!;
    let x = [...embedding.data.subarray(id * width, (id + 1) * width)];
    states.forEach((state, layer) => {
      const part = (name: string): NamedTensor => find(tensors, `layers.${layer}.${name}`);
      const fromInput = affine(x, part('wx'), part('b'));
      const fromHidden = affine(state.h, part('wh'));
      const gate = (block: number, unit: number): number =>
        fromInput[block * hidden + unit]! + fromHidden[block * hidden + unit]!;
      state.c = state.c.map(
        (c, unit) => sigmoid(gate(1, unit)) * c + sigmoid(gate(0, unit)) * Math.tanh(gate(2, unit)),
      );
      state.h = state.c.map((c, unit) => sigmoid(gate(3, unit)) * Math.tanh(c));
      x = state.h;
    });
    return affine(x, find(tensors, 'output.w'), find(tensors, 'output.b'));
  });
}

const filled = (name: string, shape: number[]): NamedTensor => ({
  name,
  shape,
  data: Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, index) => index + 1),
});

const sorted = (tensors: readonly NamedTensor[]): NamedTensor[] =>
  tensors.toSorted((a, b) => (a.name < b.name ? -1 : 1));

describe('names and layouts of PyTorch', () => {
  it("gives PyTorch's own logits from PyTorch's own weights", () => {
    const computed = naiveForward(fromPyTorch(golden), 2, 2);
    computed.forEach((value, index) => {
      assert.ok(Math.abs(value - logits[index]!) < 1e-6, `${index}: ${value}`);
    });
  });

  it('writes the names and shapes that PyTorch wrote', () => {
    const names = (tensors: readonly NamedTensor[]): string[] =>
      tensors.map(({ name, shape }) => `${name} ${shape.join()}`).toSorted();
    assert.deepEqual(names(toPyTorch(fromPyTorch(golden))), names(golden));
  });

  it('splits our one bias into PyTorch bias_ih and a zero bias_hh', () => {
    const ours = fromPyTorch(golden);
    const theirs = toPyTorch(ours);
    assert.deepEqual(find(theirs, 'rnn.bias_ih_l1').data, find(ours, 'layers.1.b').data);
    assert.ok(find(theirs, 'rnn.bias_hh_l1').data.every(value => value === 0));
  });

  it('comes back unchanged: both directions, prefixes, min-gru without hidden weights', () => {
    const tensors = [
      filled('encoder.embedding', [5, 3]),
      filled('encoder.layers.0.wx', [3, 8]),
      filled('encoder.layers.0.wh', [2, 8]),
      filled('encoder.layers.0.b', [8]),
      filled('encoder.layers.0.reverse.wx', [3, 8]),
      filled('encoder.layers.0.reverse.wh', [2, 8]),
      filled('encoder.layers.0.reverse.b', [8]),
      filled('layers.11.wx', [3, 4]),
      filled('layers.11.b', [4]),
      filled('decoder.output.w', [4, 5]),
      filled('output.b', [5]),
      filled('attention.score', [2, 2]),
    ];
    const there = toPyTorch(tensors);
    assert.deepEqual(sorted(fromPyTorch(there)), sorted(tensors));
    assert.deepEqual(find(there, 'encoder.rnn.weight_ih_l0_reverse').shape, [8, 3]);
    assert.ok(!there.some(({ name }) => name === 'rnn.bias_hh_l11'));
    assert.deepEqual(find(there, 'decoder.linear.weight').shape, [5, 4]);
    assert.deepEqual([...find(toPyTorch([filled('output.w', [2, 3])]), 'linear.weight').data], [1, 4, 2, 5, 3, 6]);
  });

  it('says which form of GRU the weights are for', () => {
    assert.deepEqual(weightsMetadata('gru'), { format: 'pt', cell: 'gru', gru_reset: 'before' });
    assert.deepEqual(weightsMetadata('lstm'), { format: 'pt', cell: 'lstm' });
  });

  it('gives an output that is tied a projection, and a layer its norm, and finds them again', () => {
    const ours: NamedTensor[] = [
      { name: 'embedding', shape: [3, 2], data: Float32Array.of(1, 2, 3, 4, 5, 6) },
      { name: 'output.projection', shape: [3, 2], data: Float32Array.of(1, 2, 3, 4, 5, 6) },
      { name: 'layers.1.norm.gain', shape: [3], data: Float32Array.of(1, 2, 3) },
      { name: 'layers.1.norm.bias', shape: [3], data: Float32Array.of(4, 5, 6) },
      { name: 'output.b', shape: [3], data: Float32Array.of(7, 8, 9) },
    ];
    const theirs = toPyTorch(ours);
    assert.deepEqual(
      theirs.map(({ name }) => name),
      ['embedding.weight', 'projection.weight', 'norm.1.weight', 'norm.1.bias', 'linear.bias'],
    );
    assert.deepEqual(find(theirs, 'projection.weight').shape, [2, 3]);
    assert.deepEqual([...find(theirs, 'projection.weight').data], [1, 3, 5, 2, 4, 6]);
    assert.deepEqual(fromPyTorch(theirs), ours);
  });
});
