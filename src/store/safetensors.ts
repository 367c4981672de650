/**
 * The safetensors format: u64 little-endian length of the header, the header in JSON, then the arrays end to end.
 * https://github.com/huggingface/safetensors#format. Only float32 is read and written.
 */
import type { NamedTensor, TensorShape } from './types';

export type Metadata = Record<string, string>;

export interface TensorFile {
  tensors: NamedTensor[];
  metadata: Metadata;
}

interface Entry extends TensorShape {
  begin: number;
  end: number;
}

const lengthBytes = 8;
const floatBytes = 4;
/** Of hundreds of arrays; ours have a few dozen. */
const longestHeader = 2 ** 20;

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1);

/** @throws RangeError when an array does not fill its shape: a mistake of the caller */
export function encodeSafetensors({ tensors, metadata }: TensorFile): Uint8Array {
  const header: Record<string, unknown> = { __metadata__: metadata };
  let end = 0;
  for (const { name, shape, data } of tensors) {
    if (sizeOf(shape) !== data.length || name in header)
      throw new RangeError(`"${name}" of shape [${shape.join()}] holds ${data.length} numbers or is named twice.`);
    header[name] = { dtype: 'F32', shape, data_offsets: [end, (end += data.byteLength)] };
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  // Spaces fill up the header, so that the arrays begin at a multiple of eight.
  const dataStart = Math.ceil((lengthBytes + json.length) / 8) * 8;
  const bytes = new Uint8Array(dataStart + end).fill(0x20, lengthBytes, dataStart);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(dataStart - lengthBytes), true);
  bytes.set(json, lengthBytes);
  let offset = dataStart;
  for (const { data } of tensors) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), offset);
    offset += data.byteLength;
  }
  return bytes;
}

/** Where the bytes of a file come from. */
export interface TensorSource {
  size: number;
  /** Fills `target` from `offset` on. */
  read: (target: Uint8Array, offset: number) => Promise<void>;
}

/** Memory that numbers are put into; asked for before each block, as it may move while the next is read. */
export type Place = () => Float32Array;

/** How the arrays of a file are wanted. */
export interface Wanted {
  /** Of which matrices the columns are wanted as rows. */
  transposed?: (name: string) => boolean;
  /** Where an array is put, its shape as it is wanted; what has no place comes as an array of its own. */
  place?: (tensor: TensorShape) => Place | undefined;
}

/** What is read at once of an array that goes elsewhere. */
const mostAtOnce = 2 ** 20;

/**
 * Reads the header, lets `check` look at it, then reads the arrays, so that no more is read than `check` lets through, and nothing twice.
 * @returns the arrays that `wanted` has no place for
 * @throws Error unless the header is sound, its arrays fill the file without gap or overlap, and all their numbers are finite
 */
export async function readSafetensors(
  { size, read }: TensorSource,
  check: (shapes: readonly TensorShape[]) => void,
  { transposed = () => false, place = () => undefined }: Wanted = {},
): Promise<TensorFile> {
  const range = async (offset: number, length: number): Promise<Uint8Array> => {
    const bytes = new Uint8Array(length);
    await read(bytes, offset);
    return bytes;
  };
  if (size < lengthBytes) throw new Error('shorter than its first field');
  const first = await range(0, lengthBytes);
  const headerLength = Number(new DataView(first.buffer).getBigUint64(0, true));
  const dataStart = lengthBytes + headerLength;
  if (headerLength > longestHeader || dataStart > size) throw new Error(`a header of ${headerLength} bytes`);

  const json = new TextDecoder('utf-8', { fatal: true }).decode(await range(lengthBytes, headerLength));
  const header: unknown = JSON.parse(json);
  if (!isRecord(header)) throw new Error('the header is not an object');
  const { __metadata__: metadata = {}, ...rest } = header;
  if (!isMetadata(metadata)) throw new Error('metadata that is not text');

  const entries = Object.entries(rest).map(([name, value]) => toEntry(name, value));
  checkLayout(entries, size - dataStart);
  check(entries);
  const tensors: NamedTensor[] = [];
  for (const { name, shape, begin, end } of entries) {
    const [rows = 1, columns = 1] = shape;
    const turned = transposed(name) && shape.length === 2;
    const wanted = turned ? shape.toReversed() : shape;
    const placed = place({ name, shape: wanted });
    const data = new Float32Array(placed ? 0 : (end - begin) / floatBytes);
    const source = { read, offset: dataStart + begin };
    const finite = turned
      ? await readTransposed(source, placed ?? (() => data), { rows, columns })
      : await readInOrder(source, placed, data, (end - begin) / floatBytes);
    if (!finite) throw new Error(`"${name}" holds numbers that are not finite`);
    if (!placed) tensors.push({ name, shape: wanted, data });
  }
  return { tensors, metadata };
}

interface ArraySource extends Pick<TensorSource, 'read'> {
  offset: number;
}

/** @returns whether all numbers are finite */
async function readInOrder(
  { read, offset }: ArraySource,
  place: Place | undefined,
  data: Float32Array,
  count: number,
): Promise<boolean> {
  if (!place) {
    await read(new Uint8Array(data.buffer), offset);
    return areFinite(data);
  }
  const block = new Float32Array(Math.min(count, mostAtOnce / floatBytes));
  let finite = true;
  for (let from = 0; from < count && finite; from += block.length) {
    const part = block.subarray(0, count - from);
    await read(new Uint8Array(part.buffer, 0, part.byteLength), offset + from * floatBytes);
    finite = areFinite(part);
    place().set(part, from);
  }
  return finite;
}

/** Some rows at a time, so that the matrix is in memory once. @returns whether all numbers are finite */
async function readTransposed(
  { read, offset }: ArraySource,
  place: Place,
  { rows, columns }: { rows: number; columns: number },
): Promise<boolean> {
  const rowBytes = columns * floatBytes;
  const rowsAtOnce = Math.min(rows, Math.max(1, Math.floor(mostAtOnce / rowBytes)));
  const block = new Float32Array(rowsAtOnce * columns);
  let finite = true;
  for (let from = 0; from < rows && finite; from += rowsAtOnce) {
    const count = Math.min(rowsAtOnce, rows - from);
    await read(new Uint8Array(block.buffer, 0, count * rowBytes), offset + from * rowBytes);
    finite = areFinite(block.subarray(0, count * columns));
    const data = place();
    for (let column = 0; column < columns; column++)
      for (let row = 0; row < count; row++) data[column * rows + from + row] = block[row * columns + column]!;
  }
  return finite;
}

/** 0 * x is 0, or NaN where x is not finite. */
function areFinite(data: Float32Array): boolean {
  let sum = 0;
  for (const value of data) sum += 0 * value;
  return sum === 0;
}

function toEntry(name: string, value: unknown): Entry {
  if (!isRecord(value) || value['dtype'] !== 'F32') throw new Error(`"${name}" is not float32`);
  const { shape, data_offsets: offsets } = value;
  if (!isCounts(shape) || !isCounts(offsets) || offsets.length !== 2)
    throw new Error(`"${name}" has no shape or place`);
  const [begin = 0, end = 0] = offsets;
  if (end - begin !== sizeOf(shape) * floatBytes) throw new Error(`"${name}" does not fill its shape`);
  return { name, shape, begin, end };
}

function checkLayout(entries: readonly Entry[], dataLength: number): void {
  let position = 0;
  for (const { name, begin, end } of entries.toSorted((a, b) => a.begin - b.begin || a.end - b.end)) {
    if (begin !== position) throw new Error(`a gap or an overlap before "${name}"`);
    position = end;
  }
  if (position !== dataLength) throw new Error(`${dataLength} bytes of data where the header names ${position}`);
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isMetadata = (value: unknown): value is Metadata =>
  isRecord(value) && Object.values(value).every(text => typeof text === 'string');

const isCounts = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every(count => Number.isSafeInteger(count) && count >= 0);
