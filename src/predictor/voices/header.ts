/** What a saved predictor says of itself; it may come from anywhere, so that all of it is checked before anything is built from it. */
import * as v from 'valibot';
import { voiceNames, type VoiceName } from '../../protocol/voices';
import type { Tree } from './codeTree';
import type { MatchPosition } from './matches';
import type { SymbolUnit } from './spelling';
import type { TextPosition } from './textContexts';

/** A place in the text, to come back to. */
export interface Snapshot {
  readonly text: TextPosition;
  readonly matches: readonly MatchPosition[];
}

export interface Identity {
  readonly symbols: readonly string[];
  readonly unit: SymbolUnit;
  readonly textLength: number;
  readonly externals: number;
  readonly silent: readonly VoiceName[];
  readonly tree: Tree;
}

export interface Header {
  readonly identity: Identity;
  readonly snapshot: Snapshot;
  readonly shares: readonly number[];
  /** Symbols of the history that are saved. */
  readonly length: number;
}

/** Symbols are 16-bit numbers. */
export const mostSymbols = 65_536;
const mostVoicesFromOutside = 8;

const finite = v.pipe(v.number(), v.finite());
const whole = v.pipe(v.number(), v.safeInteger());
const count = v.pipe(whole, v.minValue(0), v.maxValue(2 ** 31 - 1));

const headerShape = v.strictObject({
  identity: v.strictObject({
    symbols: v.pipe(v.array(v.string()), v.minLength(2), v.maxLength(mostSymbols)),
    unit: v.picklist(['character', 'word', 'piece'] satisfies SymbolUnit[]),
    textLength: v.pipe(finite, v.minValue(0)),
    externals: v.pipe(count, v.maxValue(mostVoicesFromOutside)),
    silent: v.array(v.picklist(voiceNames)),
    tree: v.custom<Tree>(isTree),
  }),
  snapshot: v.strictObject({
    text: v.strictObject({
      ...{ length: count, word: whole, wordLength: count, word1: whole, word2: whole },
      ...{ lineStart: count, previousLineStart: count, lineHead: whole, shape: whole },
    }),
    matches: v.array(v.strictObject({ pointer: count, length: count })),
  }),
  shares: v.array(finite),
  length: count,
});

/** @throws Error that says which part is not what a predictor writes */
export function readHeader(value: unknown): Header {
  const read = v.safeParse(headerShape, value);
  if (!read.success) throw new Error(`The header of the predictor is damaged: ${read.issues[0].message}`);
  const header: Header = read.output;
  const { identity, snapshot, length } = header;
  const { text, matches } = snapshot;
  const inside =
    text.length <= length &&
    text.lineStart <= text.length &&
    text.previousLineStart <= text.lineStart &&
    matches.every(({ pointer }) => pointer <= text.length);
  if (!inside || !isTreeOf(identity.tree, identity.symbols.length))
    throw new Error('The header of the predictor is damaged: its parts do not fit each other.');
  return header;
}

/** Numbers and pairs of trees; the walk keeps its own stack: trees may be deep. */
function isTree(value: unknown): value is Tree {
  const left: unknown[] = [value];
  for (let nodes = 0; left.length > 0; nodes++) {
    const node = left.pop();
    if (nodes > 2 * mostSymbols) return false;
    if (typeof node === 'number') continue;
    if (!Array.isArray(node) || node.length !== 2) return false;
    const pair: unknown[] = node;
    left.push(...pair);
  }
  return true;
}

/** Whether each of the symbols 0 to `size` - 1 is in it, once. */
function isTreeOf(tree: Tree, size: number): boolean {
  const seen = new Uint8Array(size);
  const left: Tree[] = [tree];
  let leaves = 0;
  for (let node = left.pop(); node !== undefined; node = left.pop()) {
    if (typeof node === 'number') {
      if (!Number.isInteger(node) || node < 0 || node >= size || seen[node] === 1) return false;
      seen[node] = 1;
      leaves++;
    } else left.push(...node);
  }
  return leaves === size;
}
