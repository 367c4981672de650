/**
 * The curves of a run as an event file of TensorBoard: records of TFRecord (tensorflow/core/lib/io/record_writer.h), each an Event
 * (tensorflow/core/util/event.proto) with one Summary value.
 */
import type { RunRecord } from '../protocol/run';

/** The name by which TensorBoard knows the file for one of its own. @param at milliseconds since 1970 */
export const eventFileName = (at: number): string => `events.out.tfevents.${Math.floor(at / 1000)}.unroll`;

interface Scalar {
  tag: string;
  step: number;
  value: number;
  /** Seconds since 1970. */
  time: number;
}

/** @param at when the run began, milliseconds since 1970 */
export function runEvents({ metrics, validations, qualities = [] }: RunRecord, at: number): Uint8Array {
  const began = at / 1000;
  const timeOf = (step: number): number => began + (metrics.findLast(report => report.step <= step)?.seconds ?? 0);
  const scalars: Scalar[] = [
    ...metrics.flatMap(({ step, seconds, trainLoss, gradientNorm, learningRate, tokensPerSecond, joules }) =>
      Object.entries({
        'loss/train': trainLoss,
        gradient_norm: gradientNorm,
        learning_rate: learningRate,
        tokens_per_second: tokensPerSecond,
        ...(joules === undefined ? {} : { joules }),
      }).map(([tag, value]) => ({ tag, step, value, time: began + seconds })),
    ),
    ...validations.flatMap(({ step, loss, bitsPerCharacter }) =>
      Object.entries({
        'loss/validation': loss,
        ...(bitsPerCharacter === undefined ? {} : { 'bits_per_character/validation': bitsPerCharacter }),
      }).map(([tag, value]) => ({ tag, step, value, time: timeOf(step) })),
    ),
    ...qualities.flatMap(({ step, bleu, tokenAccuracy }) =>
      Object.entries({ bleu, token_accuracy: tokenAccuracy }).map(([tag, value]) => ({
        tag,
        step,
        value,
        time: timeOf(step),
      })),
    ),
  ];
  const version = concatenated([timed(began), text(3, 'brain.Event:2')]);
  return concatenated([version, ...scalars.map(event)].map(record));
}

/** Event { double wall_time = 1; int64 step = 2; Summary summary = 5 }, Summary { Value value = 1 { string tag = 1; float simple_value = 2 } } */
const event = ({ tag, step, value, time }: Scalar): Uint8Array =>
  concatenated([
    timed(time),
    Uint8Array.of(field(2, 0), ...variableLength(step)),
    embedded(5, embedded(1, concatenated([text(1, tag), fixed(2, 5, 4, view => view.setFloat32(0, value, true))]))),
  ]);

const timed = (seconds: number): Uint8Array => fixed(1, 1, 8, view => view.setFloat64(0, seconds, true));

/** A protocol buffer's field number and wire type. */
const field = (number: number, wireType: number): number => (number << 3) | wireType;

/** Seven bits a byte, the lowest first. @param value a whole number >= 0 */
function variableLength(value: number): number[] {
  const bytes = [];
  for (; value >= 128; value = Math.floor(value / 128)) bytes.push((value % 128) | 128);
  return [...bytes, value];
}

function fixed(number: number, wireType: number, size: number, write: (view: DataView) => void): Uint8Array {
  const bytes = new Uint8Array(1 + size);
  bytes[0] = field(number, wireType);
  write(new DataView(bytes.buffer, 1));
  return bytes;
}

const embedded = (number: number, content: Uint8Array): Uint8Array =>
  concatenated([Uint8Array.of(field(number, 2), ...variableLength(content.length)), content]);

const text = (number: number, content: string): Uint8Array => embedded(number, new TextEncoder().encode(content));

/** uint64 length, masked CRC of the length, data, masked CRC of the data; little endian. */
function record(data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(data.length + 16);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(data.length), true);
  view.setUint32(8, maskedCrc(bytes.subarray(0, 8)), true);
  bytes.set(data, 12);
  view.setUint32(12 + data.length, maskedCrc(data), true);
  return bytes;
}

const maskedCrc = (bytes: Uint8Array): number => {
  const crc = crc32c(bytes);
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
};

/** CRC-32C (Castagnoli, RFC 3720 B.4), reflected polynomial 0x82f63b78. */
export function crc32c(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0x82f63b78 : 0);
  }
  return ~crc >>> 0;
}

function concatenated(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
