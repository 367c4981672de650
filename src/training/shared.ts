/** A copy in memory that all threads see, so that a long array is not copied to each. */
export function shared(values: Int32Array): Int32Array {
  const copy = new Int32Array(new SharedArrayBuffer(values.byteLength));
  copy.set(values);
  return copy;
}
