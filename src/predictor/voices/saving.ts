/**
 * The bytes of a predictor: magic, version, length of a JSON header, the header, then the tables one after the other in the byte
 * order of the machine (all that run VS Code are little-endian), each at a multiple of eight.
 */

const MAGIC = 0x5650_4e55; // "UNPV"
const VERSION = 1;

type Table = Int32Array | Uint16Array | Float32Array | Float64Array;

export function writeSaved(header: unknown, tables: readonly Table[]): ArrayBuffer {
  const text = new TextEncoder().encode(JSON.stringify(header));
  const start = aligned(12 + text.length);
  const saved = new Uint8Array(tables.reduce((sum, table) => sum + aligned(table.byteLength), start));
  const view = new DataView(saved.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, VERSION, true);
  view.setUint32(8, text.length, true);
  saved.set(text, 12);
  let at = start;
  for (const table of tables) {
    saved.set(new Uint8Array(table.buffer, table.byteOffset, table.byteLength), at);
    at += aligned(table.byteLength);
  }
  return saved.buffer;
}

/** @throws Error if the bytes are not those of a predictor of this version */
export function readSaved(saved: ArrayBuffer): { header: unknown; tables: { into(tables: readonly Table[]): void } } {
  const view = new DataView(saved);
  if (saved.byteLength < 12 || view.getUint32(0, true) !== MAGIC)
    throw new Error('These are not the bytes of a predictor.');
  if (view.getUint32(4, true) !== VERSION)
    throw new Error(`The predictor was saved in format ${view.getUint32(4, true)}; this is format ${VERSION}.`);
  const length = view.getUint32(8, true);
  if (12 + length > saved.byteLength) throw new Error('The bytes of the predictor are cut short.');
  const header: unknown = JSON.parse(new TextDecoder().decode(new Uint8Array(saved, 12, length)));
  const into = (tables: readonly Table[]): void => {
    let at = aligned(12 + length);
    const end = tables.reduce((sum, table) => sum + aligned(table.byteLength), at);
    if (end !== saved.byteLength) throw new Error('The bytes of the predictor are cut short, or of another size.');
    for (const table of tables) {
      new Uint8Array(table.buffer, table.byteOffset, table.byteLength).set(new Uint8Array(saved, at, table.byteLength));
      at += aligned(table.byteLength);
    }
  };
  return { header, tables: { into } };
}

function aligned(bytes: number): number {
  return (bytes + 7) & ~7;
}
