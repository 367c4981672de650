/** The columns [from, to) of time-major ids [T, B]: the rows of a batch that a replica trains. */
export function columnsOf(ids: Int32Array, batchSize: number, from: number, to: number): Int32Array {
  if (from === 0 && to === batchSize) return ids;
  const width = to - from;
  const timeSteps = ids.length / batchSize;
  const part = new Int32Array(timeSteps * width);
  for (let t = 0; t < timeSteps; t++) part.set(ids.subarray(t * batchSize + from, t * batchSize + to), t * width);
  return part;
}
