/**
 * The bytes of a predictor: magic, version, length of a JSON header, the header, then the tables one after the other in the byte
 * order of the machine (all that run VS Code are little-endian), each at a multiple of eight.
 */

const MAGIC = 0x5650_4e55; // "UNPV"
const VERSION = 1;
/** Bytes before the header: magic, version, its length. */
const BEGINNING = 12;

export type Table = Int32Array | Uint16Array | Float32Array | Float64Array;

export function writeSaved(header: unknown, tables: readonly Table[]): ArrayBuffer {
  const text = new TextEncoder().encode(JSON.stringify(header));
  const start = aligned(BEGINNING + text.length);
  const saved = new Uint8Array(tables.reduce((sum, table) => sum + aligned(table.byteLength), start));
  const view = new DataView(saved.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, VERSION, true);
  view.setUint32(8, text.length, true);
  saved.set(text, BEGINNING);
  let at = start;
  for (const table of tables) {
    saved.set(new Uint8Array(table.buffer, table.byteOffset, table.byteLength), at);
    at += aligned(table.byteLength);
  }
  return saved.buffer;
}

/** What was saved, where it lies. */
export interface SavedBytes {
  readonly size: number;
  read: (into: Uint8Array, at: number) => Promise<void>;
}

/** @throws Error if the bytes are not those of a predictor of this version */
export function readSaved(saved: ArrayBuffer): { header: unknown; into: (tables: readonly Table[]) => void } {
  const length = headerLength(new Uint8Array(saved, 0, Math.min(BEGINNING, saved.byteLength)), saved.byteLength);
  const header = parsed(new Uint8Array(saved, BEGINNING, length));
  const into = (tables: readonly Table[]): void => {
    for (const [table, at] of places(tables, length, saved.byteLength))
      table.set(new Uint8Array(saved, at, table.length));
  };
  return { header, into };
}

/** The same of a file: each table is read to where it will be used, so that nothing is in memory twice. */
export async function readSavedFile({
  size,
  read,
}: SavedBytes): Promise<{ header: unknown; into: (tables: readonly Table[]) => Promise<void> }> {
  const beginning = new Uint8Array(Math.min(BEGINNING, size));
  await read(beginning, 0);
  const length = headerLength(beginning, size);
  const text = new Uint8Array(length);
  await read(text, BEGINNING);
  const into = async (tables: readonly Table[]): Promise<void> => {
    for (const [table, at] of places(tables, length, size)) await read(table, at);
  };
  return { header: parsed(text), into };
}

function headerLength(beginning: Uint8Array, size: number): number {
  const view = new DataView(beginning.buffer, beginning.byteOffset, beginning.byteLength);
  if (beginning.length < BEGINNING || view.getUint32(0, true) !== MAGIC)
    throw new Error('These are not the bytes of a predictor.');
  if (view.getUint32(4, true) !== VERSION)
    throw new Error(`The predictor was saved in format ${view.getUint32(4, true)}; this is format ${VERSION}.`);
  const length = view.getUint32(8, true);
  if (BEGINNING + length > size) throw new Error('The bytes of the predictor are cut short.');
  return length;
}

const parsed = (text: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(text));

/** The bytes of each table, and where they lie in what was saved. */
function places(tables: readonly Table[], header: number, size: number): [Uint8Array, number][] {
  let at = aligned(BEGINNING + header);
  const found = tables.map((table): [Uint8Array, number] => {
    const place = at;
    at += aligned(table.byteLength);
    return [new Uint8Array(table.buffer, table.byteOffset, table.byteLength), place];
  });
  if (at !== size) throw new Error('The bytes of the predictor are cut short, or of another size.');
  return found;
}

function aligned(bytes: number): number {
  return (bytes + 7) & ~7;
}
