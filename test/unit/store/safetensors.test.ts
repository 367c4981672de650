import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { encodeSafetensors, readSafetensors } from '../../../src/store/safetensors';
import { decode } from './tensors';

// Written by safetensors 0.8.0 (Python) from PyTorch 2.13.0, see pytorch.test.ts for the snippet.
const golden = readFileSync('test/golden/data/pytorch-lstm.safetensors');

function file(header: unknown, dataBytes: number): Uint8Array {
  const json = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  return Buffer.concat([length, json, Buffer.alloc(dataBytes)]);
}

const entry = (shape: number[], begin: number, end: number, dtype = 'F32') => ({
  dtype,
  shape,
  data_offsets: [begin, end],
});

describe('safetensors', () => {
  it('reads a file of the reference implementation', async () => {
    const { tensors, metadata } = await decode(golden);
    assert.deepEqual(metadata, { format: 'pt' });
    assert.equal(tensors.length, 11);
    const bias = tensors.find(({ name }) => name === 'linear.bias');
    assert.deepEqual(bias?.shape, [5]);
    assert.deepEqual(
      [...bias.data].map(value => value.toFixed(4)),
      ['0.0383', '-0.0379', '0.5839', '0.0242', '-0.1821'],
    );
  });

  it('writes the very bytes of the reference implementation', async () => {
    assert.deepEqual(Buffer.from(encodeSafetensors(await decode(golden))), golden);
  });

  it('keeps names, shapes and numbers, empty arrays and scalars too', async () => {
    const tensors = [
      { name: 'a "quoted" é', shape: [2, 3], data: Float32Array.of(1, -0, 3e38, -3e38, 1e-45, 6) },
      { name: 'scalar', shape: [], data: Float32Array.of(42) },
      { name: 'empty', shape: [0, 4], data: new Float32Array(0) },
    ];
    const bytes = encodeSafetensors({ tensors, metadata: { note: 'x' } });
    assert.equal(new DataView(bytes.buffer).getUint32(0, true) % 8, 0, 'data begin at a multiple of eight');
    assert.deepEqual(await decode(bytes), { tensors, metadata: { note: 'x' } });
  });

  it('writes the part of a larger buffer that a view shows', async () => {
    const data = new Float32Array([9, 1, 2, 9]).subarray(1, 3);
    const { tensors } = await decode(
      encodeSafetensors({ tensors: [{ name: 'view', shape: [2], data }], metadata: {} }),
    );
    assert.deepEqual([...tensors[0]!.data], [1, 2]);
  });

  it('refuses every truncation of a good file', async () => {
    for (let length = 0; length < golden.length; length++)
      await assert.rejects(decode(golden.subarray(0, length)), Error, `${length} bytes`);
  });

  const damaged: [string, Uint8Array][] = [
    ['bytes after the data', Buffer.concat([golden, Buffer.alloc(4)])],
    ['a header that is not JSON', file('{"a":', 0)],
    ['a header that is a list', file([], 0)],
    ['metadata that are not text', file({ __metadata__: { a: 1 } }, 0)],
    ['another number type', file({ a: entry([2], 0, 4, 'F16') }, 4)],
    ['a shape that its bytes do not fill', file({ a: entry([2], 0, 4) }, 4)],
    ['a negative length', file({ a: entry([-1, -1], 0, 4) }, 4)],
    ['an overlap', file({ a: entry([1], 0, 4), b: entry([2], 0, 8) }, 8)],
    ['a gap', file({ a: entry([1], 0, 4), b: entry([1], 8, 12) }, 12)],
    ['a place outside the file', file({ a: entry([2], 0, 8) }, 4)],
    ['a header longer than the file', Buffer.from('ffffffffffffff7f00', 'hex')],
  ];
  for (const [what, bytes] of damaged) it(`refuses ${what}`, () => assert.rejects(decode(bytes), Error));

  it('refuses numbers that are not finite', async () => {
    for (const number of [NaN, Infinity, -Infinity]) {
      const tensors = [{ name: 'a', shape: [2], data: Float32Array.of(1, number) }];
      await assert.rejects(
        decode(encodeSafetensors({ tensors, metadata: {} })),
        /"a" holds numbers that are not finite/,
      );
    }
  });

  it('reads a matrix with its columns as rows, whatever part of it is read at once', async () => {
    const [rows, columns] = [700, 900];
    const matrix = {
      name: 'a',
      shape: [rows, columns],
      data: Float32Array.from({ length: rows * columns }, (_, n) => n),
    };
    const others = [
      { name: 'b', shape: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6) },
      { name: 'c', shape: [1, 2], data: Float32Array.of(7, 8) },
      { name: 'd', shape: [0, 2], data: new Float32Array(0) },
    ];
    const bytes = encodeSafetensors({ tensors: [matrix, ...others], metadata: {} });
    const { tensors } = await decode(bytes, { transposed: name => name !== 'b' });
    const [a, ...rest] = tensors;
    assert.deepEqual(a?.shape, [columns, rows]);
    assert.ok(a.data.every((value, at) => value === (at % rows) * columns + Math.floor(at / rows)));
    assert.deepEqual(
      rest.map(({ shape, data }) => [shape, [...data]]),
      [
        [
          [2, 3],
          [1, 2, 3, 4, 5, 6],
        ],
        [
          [2, 1],
          [7, 8],
        ],
        [[2, 0], []],
      ],
    );
  });

  it('puts arrays where they are wanted, though that moves while they are read', async () => {
    const [rows, columns] = [700, 900];
    const data = Float32Array.from({ length: rows * columns }, (_, n) => n);
    const tensors = ['ordered', 'turned', 'other'].map(name => ({ name, shape: [rows, columns], data }));
    const put = new Map<string, { shape: number[]; memory: Float32Array }>();
    const { tensors: rest } = await decode(encodeSafetensors({ tensors, metadata: {} }), {
      transposed: name => name === 'turned',
      place: ({ name, shape }) => {
        if (name === 'other') return undefined;
        const found = { shape, memory: new Float32Array(data.length) };
        put.set(name, found);
        return () => (found.memory = found.memory.slice());
      },
    });
    assert.deepEqual(rest, [tensors[2]]);
    assert.deepEqual(put.get('ordered'), { shape: [rows, columns], memory: data });
    const { shape, memory } = put.get('turned')!;
    assert.deepEqual(shape, [columns, rows]);
    assert.ok(memory.every((value, at) => value === (at % rows) * columns + Math.floor(at / rows)));
  });

  for (const turned of [false, true])
    it(`refuses numbers that are not finite where they are put elsewhere${turned ? ', turned' : ''}`, async () => {
      const data = new Float32Array(600_000).fill(1);
      data[599_999] = NaN;
      const bytes = encodeSafetensors({ tensors: [{ name: 'a', shape: [600, 1000], data }], metadata: {} });
      const memory = new Float32Array(data.length);
      const wanted = { transposed: () => turned, place: () => () => memory };
      await assert.rejects(decode(bytes, wanted), /"a" holds numbers that are not finite/);
    });

  it('reads no array that the caller refuses', async () => {
    const read: number[] = [];
    const source = {
      size: golden.length,
      read: (target: Uint8Array, offset: number) => {
        read.push(offset);
        target.set(golden.subarray(offset, offset + target.length));
        return Promise.resolve();
      },
    };
    const refuse = () => {
      throw new Error('refused');
    };
    await assert.rejects(readSafetensors(source, refuse), /refused/);
    assert.deepEqual(read, [0, 8]);
  });

  it('refuses to write an array that does not fill its shape', () => {
    assert.throws(
      () => encodeSafetensors({ tensors: [{ name: 'a', shape: [3], data: new Float32Array(2) }], metadata: {} }),
      RangeError,
    );
  });
});
