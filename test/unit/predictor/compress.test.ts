import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { compress, decompress } from '../../../src/predictor/coding/compress';
import { CompressionError, HEADER_BYTES } from '../../../src/predictor/coding/container';
import { crc32 } from '../../../src/predictor/coding/checksum';

const SMALL = 20_000;

function noise(length: number): Uint8Array {
  let state = 1;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 24;
  });
}

const utf8 = new TextEncoder();
const cases: Record<string, Uint8Array> = {
  'no bytes': new Uint8Array(0),
  'one byte': Uint8Array.of(200),
  'all bytes': Uint8Array.from({ length: 256 }, (_, i) => i),
  noise: noise(SMALL),
  'one byte again and again': new Uint8Array(SMALL).fill(7),
  Chinese: utf8.encode('道可道,非常道。名可名,非常名。'.repeat(60)),
  emoji: utf8.encode('👩‍🚀🚀🌍🌕👨‍👩‍👧‍👦🏳️‍🌈'.repeat(60)),
  'a program': readFileSync(process.execPath).subarray(100_000, 100_000 + SMALL),
};

describe('compress and decompress', () => {
  for (const [name, original] of Object.entries(cases))
    it(`bring back ${name}`, () => {
      const { bytes, bits } = compress(original);
      assert.deepEqual(Buffer.from(decompress(bytes)), Buffer.from(original));
      // The size is what was predicted, to within 0.1 % and the last byte.
      const size = 8 * (bytes.length - HEADER_BYTES);
      assert.ok(Math.abs(size - bits) < 0.001 * bits + 16, `${size} bits, predicted ${bits}`);
    });

  it('make text small', () => {
    const text = readFileSync('README.md');
    assert.ok(compress(text).bytes.length < 0.5 * text.length);
  });

  it('refuse what is not compressed, of another format, cut short or damaged, and say so', () => {
    const { bytes } = compress(utf8.encode('So it goes. '.repeat(20)));
    const fault = (changed: Uint8Array): string => {
      try {
        decompress(changed);
      } catch (error) {
        assert.ok(error instanceof CompressionError);
        return error.fault;
      }
      return 'none';
    };
    const change = (at: number): Uint8Array => Uint8Array.from(bytes, (byte, i) => (i === at ? byte ^ 1 : byte));
    assert.equal(fault(utf8.encode('plain text')), 'not-compressed');
    assert.equal(fault(new Uint8Array(0)), 'not-compressed');
    assert.equal(fault(bytes.subarray(0, 10)), 'cut-short');
    assert.equal(fault(change(4)), 'other-format');
    assert.equal(fault(change(HEADER_BYTES + 2)), 'damaged');
    assert.equal(fault(change(16)), 'damaged');
    assert.equal(fault(compress(noise(500)).bytes.subarray(0, 300)), 'cut-short');
  });

  it('predict what this format has always predicted: where this fails, raise COMPRESSION_FORMAT', () => {
    assert.equal(crc32(compress(utf8.encode('So it goes. '.repeat(20) + '道可道 42\n')).bytes), 1426343417);
  });

  it('have the checksum of gzip', () => {
    assert.equal(crc32(utf8.encode('123456789')), 0xcbf43926);
  });
});
