/** A binary code of the symbols: predicting a symbol is predicting the bits of its path through a tree. */
import { clusteredTree, huffmanTree, type Tree } from './codeTree';
import { KIND_CAPITAL, KIND_SMALL, KIND_SPACE, type Spelling } from './spelling';

/** The tree as arrays. Inner nodes are numbered level by level, 0 being the root; `~symbol` (negative) stands for a leaf. */
export interface SymbolCode {
  readonly tree: Tree;
  /** Number of symbols V. */
  readonly size: number;
  /** Children of inner node n at 2n (bit 0) and 2n + 1 (bit 1): an inner node, or `~symbol`. [2 (V - 1)] */
  readonly children: Int32Array;
  /** Place of each symbol in the order of the leaves. [V] */
  readonly position: Int32Array;
  /** The leaves below node n are low <= position < high; those from middle on lie behind bit 1. [V - 1] */
  readonly low: Int32Array;
  readonly middle: Int32Array;
  readonly high: Int32Array;
  /** Number of bits before node n. [V - 1] */
  readonly depth: Uint16Array;
  /** Three levels make a group, whose slots lie side by side: its top node, and the place within it (0 to 6). [V - 1] */
  readonly group: Int32Array;
  readonly place: Uint8Array;
}

/** Where clusters are too many to be compared with each other, frequencies alone shape the tree. */
const CLUSTERED_SYMBOLS = 256;

/**
 * The code for a vocabulary: letters against the rest, then space, capitals, marks; within each the symbols that follow the same
 * symbols lie together.
 * @param frequencies how often each symbol is expected, at least 0; every symbol gets a code all the same. [V], V >= 2
 * @param before how often symbol b stood before symbol s, at s V + b; without it frequencies alone shape the branches. [V^2]
 */
export function symbolCode(spelling: Spelling, frequencies: ArrayLike<number>, before?: ArrayLike<number>): SymbolCode {
  const size = frequencies.length;
  let total = 0;
  for (let s = 0; s < size; s++) total += frequencies[s]!;
  // A floor under every frequency keeps the codes of what was never seen short.
  const floor = Math.max(total, 1) / (size * 64);
  const weight = (s: number): number => frequencies[s]! + floor;
  const branch = (symbols: readonly number[]): Tree | undefined => {
    if (symbols.length === 0) return undefined;
    if (before === undefined || symbols.length > CLUSTERED_SYMBOLS) return huffmanTree(symbols, weight);
    return clusteredTree(symbols, weight, before, size);
  };
  const of = (...kinds: number[]): number[] =>
    Array.from({ length: size }, (_, s) => s).filter(s => kinds.includes(spelling.kind[s]!));
  if (spelling.unit !== 'character') return codeOf(branch(Array.from({ length: size }, (_, s) => s))!, size);
  const letters = branch(of(KIND_SMALL));
  const capitals = branch(of(KIND_CAPITAL));
  const spaces = branch(of(KIND_SPACE));
  const marks = branch(of(0, 3, 5, 6, 7));
  return codeOf(join(letters, join(spaces, join(marks, capitals)))!, size);
}

function join(a: Tree | undefined, b: Tree | undefined): Tree | undefined {
  return a === undefined ? b : b === undefined ? a : [a, b];
}

/** The arrays of a tree over the symbols 0 to `size` - 1, each of which occurs in it once. */
export function codeOf(tree: Tree, size: number): SymbolCode {
  const inner = size - 1;
  const code = {
    tree,
    size,
    children: new Int32Array(2 * inner),
    position: new Int32Array(size),
    low: new Int32Array(inner),
    middle: new Int32Array(inner),
    high: new Int32Array(inner),
    depth: new Uint16Array(inner),
    group: new Int32Array(inner),
    place: new Uint8Array(inner),
  };
  const { children, depth, group, place } = code;
  const queue = [tree];
  for (let n = 0; n < queue.length; n++) {
    const node = queue[n]!;
    if (typeof node === 'number') throw new RangeError('A code needs two symbols at least.');
    node.forEach((child, bit) => {
      if (typeof child === 'number') {
        children[2 * n + bit] = ~child;
        return;
      }
      const number = queue.length;
      queue.push(child);
      children[2 * n + bit] = number;
      depth[number] = depth[n]! + 1;
      const inside = depth[number] % 3 !== 0;
      group[number] = inside ? group[n]! : number;
      place[number] = inside ? 2 * place[n]! + 1 + bit : 0;
    });
  }
  numberLeaves(code);
  return code;
}

/** Sets `position`, `low`, `middle` and `high` by a walk in depth; the walk keeps its own stack: trees may be V deep. */
function numberLeaves(code: SymbolCode): void {
  const { children, position, low, middle, high } = code;
  let leaves = 0;
  const path = [0];
  const stage = [0];
  while (path.length > 0) {
    const node = path[path.length - 1]!;
    const bit = stage[stage.length - 1]!++;
    if (bit === 0) low[node] = leaves;
    if (bit === 1) middle[node] = leaves;
    if (bit === 2) {
      high[node] = leaves;
      path.pop();
      stage.pop();
      continue;
    }
    const child = children[2 * node + bit]!;
    if (child < 0) position[~child] = leaves++;
    else {
      path.push(child);
      stage.push(0);
    }
  }
}
