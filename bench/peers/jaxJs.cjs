/**
 * `node jaxJs.cjs MODULES PROBLEM`: jax-js on its WebAssembly device, with one-hot input and targets, the step compiled by `jit`. An
 * embedding is a product with one-hot rows. There is no clipping, which favours jax-js. Operations consume their arguments: `ref` keeps an array.
 */
/* global process */
const { createRequire } = require('node:module');
const { join } = require('node:path');
const { serve } = require('./serve.cjs');

const [modules, json] = process.argv.slice(2);
const { cell, H, layers, V, E, B, T, seconds } = JSON.parse(json);
const jax = createRequire(join(modules, 'peer.js'))('@jax-js/jax');
const { numpy: np, nn, tree } = jax;

const gates = { rnn: 1, gru: 3, lstm: 4 }[cell];

const matrix = (rows, columns) =>
  np.array(Float32Array.from({ length: rows * columns }, () => (Math.random() - 0.5) / 8)).reshape([rows, columns]);

function initial() {
  const inputs = Array.from({ length: layers }, (_, layer) => (layer > 0 ? H : E || V));
  return {
    ...(E > 0 ? { table: matrix(V, E) } : {}),
    wx: inputs.map(size => matrix(size, gates * H)),
    wh: inputs.map(() => matrix(H, gates * H)),
    b: inputs.map(() => np.zeros([gates * H])),
    w: matrix(H, V),
    bias: np.zeros([V]),
  };
}

/** The column blocks of x [B, n*H], which is consumed. */
function blocks(x, count) {
  const parts = Array.from({ length: count }, (_, i) => x.ref.slice([], [i * H, (i + 1) * H]));
  x.dispose();
  return parts;
}

/** One step of a layer, from the input's part of the pre-activations and the previous states, which are consumed; wh is kept. */
const cells = {
  rnn: (a, wh, { h }) => ({ h: np.tanh(np.add(a, np.matmul(h, wh.ref))) }),
  gru: (a, wh, { h }) => {
    const [ar, az, an] = blocks(a, 3);
    const [wr, wz, wn] = [0, 1, 2].map(i => wh.ref.slice([], [i * H, (i + 1) * H]));
    const r = nn.sigmoid(np.add(ar, np.matmul(h.ref, wr)));
    const z = nn.sigmoid(np.add(az, np.matmul(h.ref, wz)));
    const n = np.tanh(np.add(an, np.matmul(np.multiply(r, h.ref), wn)));
    return { h: np.add(n.ref, np.multiply(z, np.subtract(h, n))) };
  },
  lstm: (a, wh, { h, c }) => {
    const [i, f, g, o] = blocks(np.add(a, np.matmul(h, wh.ref)), 4);
    const next = np.add(np.multiply(nn.sigmoid(f), c), np.multiply(nn.sigmoid(i), np.tanh(g)));
    return { h: np.multiply(nn.sigmoid(o), np.tanh(next.ref)), c: next };
  },
};

/** Mean cross-entropy; x and y one-hot [T * B, V]. */
function loss(p, x, y) {
  let below = p.table ? np.matmul(x, p.table) : x;
  for (let layer = 0; layer < layers; layer++) {
    const inputs = np.add(np.matmul(below, p.wx[layer]), p.b[layer]);
    let state = { h: np.zeros([B, H]), ...(cell === 'lstm' ? { c: np.zeros([B, H]) } : {}) };
    const outputs = [];
    for (let t = 0; t < T; t++) {
      state = cells[cell](inputs.ref.slice([t * B, (t + 1) * B]), p.wh[layer], state);
      outputs.push(state.h.ref);
    }
    tree.dispose([inputs, p.wh[layer], state]);
    below = np.concatenate(outputs, 0);
  }
  const logits = np.add(np.matmul(below, p.w), p.bias);
  return np.multiply(np.sum(np.multiply(nn.logSoftmax(logits), y)), -1 / (T * B));
}

function oneHot() {
  const rows = new Float32Array(T * B * V);
  for (let i = 0; i < T * B; i++) rows[i * V + Math.floor(Math.random() * V)] = 1;
  return np.array(rows).reshape([T * B, V]);
}

async function main() {
  await jax.init('wasm');
  jax.defaultDevice('wasm');
  const gradients = jax.jit(jax.valueAndGrad(loss));
  const [x, y] = [oneHot(), oneHot()];
  let parameters = initial();
  const step = async () => {
    const [value, gradient] = gradients(tree.ref(parameters), x.ref, y.ref);
    parameters = tree.map((p, g) => np.subtract(p, np.multiply(g, 0.1)), parameters, gradient);
    await jax.blockUntilReady(tree.ref(parameters));
    if (!Number.isFinite((await value.data())[0])) throw new Error('jax-js has diverged.');
  };
  await serve({ step, tokens: B * T, seconds });
}

void main();
