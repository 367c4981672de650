/**
 * The innermost products of the WASM kernels, written out: AssemblyScript has no arrays of registers. They stand in for
 * src/engine/wasm/assembly/microkernels.ts when the kernels are compiled (see gemm.ts there for who uses which).
 *
 * With fused multiply-add, 6 x 8 keeps 12 accumulators, 2 operands and 1 broadcast in the 15 registers that V8 has on x86;
 * without, the product needs one more, so 4 x 8 it is. Where V8 joins pairs of neighbouring vectors into 256-bit ones, 4 x 16
 * has 8 accumulators of that width. Other unrollings over depth make V8 spill: `npm run bench -- --kernels` prints GFLOP/s.
 */

/** @typedef {{ name: string, rows: number, vectors: number, unrolled: number }} Tile `vectors` of four columns; `unrolled` steps over depth at a time */

/** @type {Tile[]} */
const tiles = [
  { name: 'micro6', rows: 6, vectors: 2, unrolled: 1 },
  { name: 'micro4', rows: 4, vectors: 2, unrolled: 1 },
  { name: 'micro4x16', rows: 4, vectors: 4, unrolled: 2 },
];

const floatBytes = 4;
const vectorBytes = 16;

export const microkernels = () => ["import { madd } from './simd';", ...tiles.map(functionOf)].join('\n\n');

/** C tile: a is [K][rows], b is [K][4 * vectors], both packed; c has rows of `stride` bytes. @param {Tile} tile */
function functionOf({ name, rows, vectors, unrolled }) {
  const steps = unrolled > 1 ? [loop(rows, vectors, unrolled), loop(rows, vectors, 1)] : [loop(rows, vectors, 1)];
  return `export function ${name}(a: usize, b: usize, depth: i32, c: usize, stride: usize, accumulate: bool): void {
${lines(rows, row => lines(vectors, column => `  let c${row}${column} = f32x4.splat(0);`))}
${lines(vectors, column => `  let b${column}: v128;`)}
  let x: v128;
${steps.join('\n')}
  if (accumulate) {
${store(rows, vectors, (column, sum) => `f32x4.add(v128.load(c${offset(column)}), ${sum})`)}
    return;
  }
${store(rows, vectors, (_, sum) => sum)}
}`;
}

/** @param {number} rows @param {number} vectors @param {number} steps */
function loop(rows, vectors, steps) {
  const head = steps > 1 ? `depth >= ${steps}; depth -= ${steps}` : 'depth > 0; depth--';
  return `  for (; ${head}) {
${lines(steps, step => lines(vectors, column => `    b${column} = v128.load(b, ${(step * vectors + column) * vectorBytes});`) + '\n' + lines(rows, row => `    x = v128.load32_splat(a, ${(step * rows + row) * floatBytes});\n` + lines(vectors, column => `    c${row}${column} = madd(x, b${column}, c${row}${column});`)))}
    a += ${steps * rows * floatBytes};
    b += ${steps * vectors * vectorBytes};
  }`;
}

/** @param {number} rows @param {number} vectors @param {(column: number, sum: string) => string} value */
const store = (rows, vectors, value) =>
  Array.from({ length: rows }, (_, row) =>
    lines(vectors, column => `    v128.store(c, ${value(column, `c${row}${column}`)}${offset(column)});`),
  ).join('\n    c += stride;\n');

/** @param {number} column */
const offset = column => (column === 0 ? '' : `, ${column * vectorBytes}`);

/** @param {number} count @param {(index: number) => string} line */
const lines = (count, line) => Array.from({ length: count }, (_, index) => line(index)).join('\n');
