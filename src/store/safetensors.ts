/**
 * The safetensors format: u64 little-endian length of the header, the header in JSON, then the arrays end to end.
 * https://github.com/huggingface/safetensors#format. Only float32 is read and written.
 */
import { UnrollError } from '../protocol/errors';
import type { NamedTensor } from './types';

export type Metadata = Record<string, string>;

export interface TensorFile {
  tensors: NamedTensor[];
  metadata: Metadata;
}

interface Entry {
  name: string;
  shape: number[];
  begin: number;
  end: number;
}

const lengthBytes = 8;
const floatBytes = 4;
/** The reference implementation refuses longer headers. */
const longestHeader = 100_000_000;

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

/** @throws UnrollError 'model-damaged' unless the header is sound and its arrays fill the file without gap or overlap */
export function decodeSafetensors(bytes: Uint8Array, fileName = 'weights.safetensors'): TensorFile {
  try {
    return decode(bytes);
  } catch (thrown) {
    throw new UnrollError(
      'model-damaged',
      `The file ${fileName} is damaged. Restore it from a copy, or train the model again.`,
      thrown instanceof Error ? thrown.message : String(thrown),
    );
  }
}

function decode(bytes: Uint8Array): TensorFile {
  if (bytes.length < lengthBytes) throw new Error('shorter than its first field');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerLength = Number(view.getBigUint64(0, true));
  const dataStart = lengthBytes + headerLength;
  if (headerLength > longestHeader || dataStart > bytes.length) throw new Error(`a header of ${headerLength} bytes`);

  const json = new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(lengthBytes, dataStart));
  const header: unknown = JSON.parse(json);
  if (!isRecord(header)) throw new Error('the header is not an object');
  const { __metadata__: metadata = {}, ...rest } = header;
  if (!isMetadata(metadata)) throw new Error('metadata that is not text');

  const entries = Object.entries(rest).map(([name, value]) => toEntry(name, value));
  checkLayout(entries, bytes.length - dataStart);
  const tensors = entries.map(({ name, shape, begin, end }) => ({
    name,
    shape,
    // A copy (which Buffer's own `slice` is not): a Float32Array can only begin at a multiple of four bytes.
    data: new Float32Array(new Uint8Array(bytes.subarray(dataStart + begin, dataStart + end)).buffer),
  }));
  return { tensors, metadata };
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
