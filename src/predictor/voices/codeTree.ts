/**
 * Trees over the symbols. Their shape matters as much as any context: a question such as "a letter, or the end of a word?" is one
 * that contexts answer well, "one of space, e, t, or one of the rest?" is not (2 % of all bits on a book in English).
 */

/** A symbol, or what lies behind bit 0 and behind bit 1. */
export type Tree = number | readonly [Tree, Tree];

/** Huffman's tree of some symbols: bit 0 leads to the likelier side. `weight(symbol)` > 0. */
export function huffmanTree(symbols: readonly number[], weight: (symbol: number) => number): Tree {
  return joinLightest(symbols.map(symbol => ({ tree: symbol, weight: weight(symbol) })));
}

interface Branch {
  readonly tree: Tree;
  readonly weight: number;
}

/** Joins the two lightest branches until one is left: two queues, leaves and joined, both in rising order. */
function joinLightest(branches: readonly Branch[]): Tree {
  const leaves = [...branches].sort((a, b) => a.weight - b.weight);
  const joined: Branch[] = [];
  let leaf = 0;
  let inner = 0;
  const lightest = (): Branch => {
    const a = leaves[leaf];
    const b = joined[inner];
    if (a !== undefined && (b === undefined || a.weight <= b.weight)) {
      leaf++;
      return a;
    }
    inner++;
    return b!;
  };
  for (let k = 1; k < branches.length; k++) {
    const a = lightest();
    const b = lightest();
    joined.push({ tree: [b.tree, a.tree], weight: a.weight + b.weight });
  }
  return (joined[joined.length - 1] ?? leaves[0]!).tree;
}

/** Extra cost, in nats a symbol, of joining two clusters: keeps the tree from growing deep. */
const DEPTH_COST = 0.3;

/**
 * Symbols that follow the same symbols come to lie in one branch: clusters are joined where that loses least of the information
 * between a symbol and the one before it (P. Brown et al., "Class-based n-gram models of natural language", 1992).
 * Costs O(n^2 V) time for n symbols.
 * @param weight how often a symbol occurs, > 0
 * @param before how often symbol b stood before symbol s: before[s * V + b]
 */
export function clusteredTree(
  symbols: readonly number[],
  weight: (symbol: number) => number,
  before: ArrayLike<number>,
  size: number,
): Tree {
  interface Cluster extends Branch {
    readonly profile: Float64Array;
    /** Sum of n ln(n / weight) over the symbols before, negated: what is not known of them, in nats. */
    readonly doubt: number;
    /** What joining this cluster with a later one would cost. */
    readonly costs: Map<Cluster, number>;
  }
  const cluster = (tree: Tree, weight: number, profile: Float64Array): Cluster => {
    let doubt = 0;
    for (const n of profile) if (n > 0) doubt -= n * Math.log(n / weight);
    return { tree, weight, profile, doubt, costs: new Map() };
  };
  const costOf = (a: Cluster, b: Cluster): number => {
    let cost = a.costs.get(b);
    if (cost === undefined) {
      const weight = a.weight + b.weight;
      cost = DEPTH_COST * weight - a.doubt - b.doubt;
      for (let k = 0; k < size; k++) {
        const n = a.profile[k]! + b.profile[k]!;
        if (n > 0) cost -= n * Math.log(n / weight);
      }
      a.costs.set(b, cost);
    }
    return cost;
  };
  let live = symbols.map(s =>
    cluster(
      s,
      weight(s),
      Float64Array.from({ length: size }, (_, k) => before[s * size + k]!),
    ),
  );
  while (live.length > 1) {
    let best: [Cluster, Cluster] = [live[0]!, live[1]!];
    let least = Infinity;
    for (let i = 0; i < live.length; i++)
      for (let j = i + 1; j < live.length; j++) {
        const cost = costOf(live[i]!, live[j]!);
        if (cost < least) {
          least = cost;
          best = [live[i]!, live[j]!];
        }
      }
    const [a, b] = best[0].weight >= best[1].weight ? best : [best[1], best[0]];
    live = live.filter(c => c !== a && c !== b);
    live.push(
      cluster(
        [a.tree, b.tree],
        a.weight + b.weight,
        a.profile.map((n, k) => n + b.profile[k]!),
      ),
    );
  }
  return live[0]!.tree;
}
