/** A short race of two builds of the kernels, in a memory of their own. */
import { compileKernels, instantiate, type Variant } from './module';

const [rows, columns, depth] = [66, 250, 256];
const milliseconds = 120;
/** The wide build must be this much faster to be taken. */
const margin = 1.1;

const pageBytes = 65536;
const floatBytes = 4;

interface Contender {
  /** Of its fastest product. */
  best: number;
  multiply(): void;
  product: Uint32Array;
}

/** Both in turns, so that V8 optimises both and other programs disturb both; and to the same bits. */
export async function wideIsFaster(): Promise<boolean> {
  const [relaxed, wide] = await Promise.all([contender('relaxed'), contender('wide')]);
  const end = performance.now() + milliseconds;
  while (performance.now() < end) for (const each of [relaxed, wide]) time(each);
  const same = relaxed.product.every((bits, i) => bits === wide.product[i]);
  return same && wide.best * margin < relaxed.best;
}

function time(contender: Contender): void {
  const begin = performance.now();
  contender.multiply();
  contender.best = Math.min(contender.best, performance.now() - begin);
}

/** C = A B with edges in every direction. */
async function contender(variant: Variant): Promise<Contender> {
  const sizes = [rows * depth, depth * columns, rows * columns];
  const memory = new WebAssembly.Memory({ initial: 1 });
  const exports = await instantiate(await compileKernels(variant), memory, 0);
  const [a = 0, b = 0, c = 0] = sizes.map((_, i) => pageBytes + sizes.slice(0, i).reduce((sum, n) => sum + n, 0) * 4);
  const scratch = c + rows * columns * floatBytes;
  memory.grow(Math.ceil((scratch + exports.gemmScratch()) / pageBytes) - 1);
  const values = new Float32Array(memory.buffer, a, rows * depth + depth * columns);
  values.forEach((_, i) => (values[i] = Math.sin(i)));
  const [wide, deep] = [columns * floatBytes, depth * floatBytes];
  const operands = [a, deep, floatBytes, b, wide, floatBytes, c, wide] as const;
  return {
    best: Infinity,
    multiply: () => exports.gemm(...operands, rows, columns, depth, 0, scratch),
    product: new Uint32Array(memory.buffer, c, rows * columns),
  };
}
