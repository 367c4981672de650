/** Hidden weights of layers in heads (nn/heads.ts), [H / heads, G*H] -> [H, G*H] with zeros between heads; with one head they are that already. */
export function spreadArray(wh: Float32Array, heads: number, hiddenSize: number): Float32Array {
  if (heads === 1) return wh;
  const d = hiddenSize / heads;
  const columns = wh.length / d;
  const dense = new Float32Array(hiddenSize * columns);
  for (let row = 0; row < hiddenSize; row++) {
    const head = Math.floor(row / d);
    // A block of H columns a gate, in it d columns a head.
    for (let from = head * d; from < columns; from += hiddenSize)
      dense.set(wh.subarray((row % d) * columns + from, (row % d) * columns + from + d), row * columns + from);
  }
  return dense;
}
