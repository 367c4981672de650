/**
 * What stands before the code of a compressed file, little-endian: magic "UNRZ"; format, 1 byte; what predicted it, 1 byte (0: what was
 * read alone; 3: a model); two bytes 0; length of the original, 8 bytes; CRC-32 of the original, 4 bytes. With a model: its fingerprint,
 * 16 bytes; length of its name, 2 bytes; its name.
 */
const MAGIC = 0x5a524e55;
/** Changes whenever a predictor would predict anything else than before: both sides must predict the same bits. */
const COMPRESSION_FORMAT = 2;
/** Likewise, for models: 1 was the kernels in AssemblyScript, 2 those in C that began logits with the bias: their sums round differently. */
const BY_MODEL = 3;
export const HEADER_BYTES = 20;
export const FINGERPRINT_BYTES = 16;
/** The longest original: what a predictor's history may hold. */
export const LONGEST = 2 ** 31 - 1;

export type CompressionFault =
  | 'not-compressed'
  | 'other-format'
  | 'cut-short'
  | 'damaged'
  | 'too-long'
  | 'not-text'
  | 'not-kept'
  | 'model-needed'
  | 'other-model'
  | 'no-model-needed';

export class CompressionError extends Error {
  constructor(
    readonly fault: CompressionFault,
    /** Of the model that it was compressed with. */
    readonly model?: string,
  ) {
    super(fault);
    this.name = 'CompressionError';
  }
}

export interface Identity {
  name: string;
  /** What the model is: [FINGERPRINT_BYTES] */
  fingerprint: Uint8Array;
}

export interface Header {
  length: number;
  checksum: number;
  model: Identity | undefined;
  /** Where the code begins. */
  end: number;
}

export function writeFile(header: Omit<Header, 'end'>, code: Uint8Array): Uint8Array {
  const model = header.model ? modelPart(header.model) : new Uint8Array(0);
  const bytes = new Uint8Array(HEADER_BYTES + model.length + code.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint8(4, COMPRESSION_FORMAT);
  view.setUint8(5, header.model ? BY_MODEL : 0);
  view.setBigUint64(8, BigInt(header.length), true);
  view.setUint32(16, header.checksum, true);
  bytes.set(model, HEADER_BYTES);
  bytes.set(code, HEADER_BYTES + model.length);
  return bytes;
}

function modelPart({ name, fingerprint }: Identity): Uint8Array {
  const written = new TextEncoder().encode(name);
  const part = new Uint8Array(FINGERPRINT_BYTES + 2 + written.length);
  part.set(fingerprint);
  new DataView(part.buffer).setUint16(FINGERPRINT_BYTES, written.length, true);
  part.set(written, FINGERPRINT_BYTES + 2);
  return part;
}

/** @throws CompressionError 'not-compressed', 'other-format', 'cut-short', 'damaged' */
export function readHeader(file: Uint8Array): Header {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (file.length < 4 || view.getUint32(0, true) !== MAGIC) throw new CompressionError('not-compressed');
  const cutShort = (): CompressionError => new CompressionError('cut-short');
  if (file.length < HEADER_BYTES) throw cutShort();
  const format = view.getUint8(4);
  const by = view.getUint8(5);
  if (format !== COMPRESSION_FORMAT || (by !== 0 && by !== BY_MODEL)) throw new CompressionError('other-format');
  const length = Number(view.getBigUint64(8, true));
  if (length > LONGEST) throw new CompressionError('damaged');
  const header = { length, checksum: view.getUint32(16, true) };
  if (by === 0) return { ...header, model: undefined, end: HEADER_BYTES };
  const name = HEADER_BYTES + FINGERPRINT_BYTES + 2;
  if (file.length < name) throw cutShort();
  const end = name + view.getUint16(name - 2, true);
  if (file.length < end) throw cutShort();
  return {
    ...header,
    model: {
      name: new TextDecoder().decode(file.subarray(name, end)),
      fingerprint: file.subarray(HEADER_BYTES, HEADER_BYTES + FINGERPRINT_BYTES),
    },
    end,
  };
}
