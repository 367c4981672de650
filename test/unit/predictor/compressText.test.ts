import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compress } from '../../../src/predictor/coding/compress';
import { compressingText, decompressingText, type CodingModel } from '../../../src/predictor/coding/compressText';
import { CompressionError, HEADER_BYTES, readHeader } from '../../../src/predictor/coding/container';
import { Predictor } from '../../../src/predictor/voices/predictor';
import { runAtOnce } from '../../../src/text/pausable';
import { encodeText, type TextOptions } from '../../../src/text/tokens/corpus';

const known = 'The keeper lit the lamp, and the lamp lit the sea.\n'.repeat(60);
const options: TextOptions = {
  tokenisation: 'char',
  clean: false,
  minFrequency: 1,
  bytePairVocabularySize: 120,
  maxTokens: 0,
};

/** Voices that have read a text; its network always expects the symbol that it was fed. */
function modelOf(change: Partial<TextOptions> = {}, fingerprint = 7): CodingModel {
  const { vocabulary, tokeniser, ids } = encodeText(known, { ...options, ...change });
  const unit = { char: 'character', word: 'word', bpe: 'piece' } as const;
  const voices = Predictor.create({
    symbols: vocabulary.list,
    unit: unit[change.tokenisation ?? 'char'],
    textLength: 2 * ids.length,
    externals: 1,
  });
  for (const id of ids) voices.observe(id);
  const step = (token: number): Float32Array => new Float32Array(vocabulary.size).fill(0).fill(1, token, token + 1);
  return {
    name: 'lamp',
    fingerprint: new Uint8Array(16).fill(fingerprint),
    vocabulary,
    tokeniser,
    voices,
    network: { reset: () => undefined, step },
  };
}

const utf8 = new TextEncoder();
const pack = (original: Uint8Array, model: CodingModel): Uint8Array =>
  runAtOnce(compressingText(original, model)).bytes;
const unpack = (file: Uint8Array, model: CodingModel): Uint8Array => runAtOnce(decompressingText(file, model));

const faultOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    assert.ok(error instanceof CompressionError);
    return `${error.fault} ${error.model ?? ''}`.trim();
  }
  return 'none';
};

describe('compression with a model', () => {
  const texts: Record<string, string> = {
    nothing: '',
    'one character': 'T',
    'text like that which was read': known.slice(0, 500),
    'characters that are unknown': 'Zażółć, 道可道 🌍👩‍🚀, \u0000\u{10ffff} the lamp\r\nthe sea\r\n\ufeff',
    'unknown characters alone': '道可道'.repeat(20),
  };
  for (const tokenisation of ['char', 'word', 'bpe'] as const)
    for (const [name, text] of Object.entries(texts))
      it(`brings back ${name}, by ${tokenisation}`, () => {
        const original = utf8.encode(text);
        const file = pack(original, modelOf({ tokenisation }));
        assert.deepEqual(Buffer.from(unpack(file, modelOf({ tokenisation }))), Buffer.from(original));
      });

  it('is smaller for what the model has read, and takes the bits it says', () => {
    const original = utf8.encode(known.slice(0, 1000));
    const { bytes, bits } = runAtOnce(compressingText(original, modelOf()));
    const without = compress(original).bytes;
    assert.ok(
      bytes.length - readHeader(bytes).end < (without.length - HEADER_BYTES) / 2,
      `${bytes.length} ${without.length}`,
    );
    const size = 8 * (bytes.length - readHeader(bytes).end);
    assert.ok(Math.abs(size - bits) < 0.001 * bits + 16, `${size} bits, predicted ${bits}`);
  });

  it('names the model, and refuses another, none, and one too many', () => {
    const file = pack(utf8.encode('the lamp'), modelOf());
    assert.equal(readHeader(file).model?.name, 'lamp');
    assert.equal(
      faultOf(() => unpack(file, modelOf({}, 8))),
      'other-model lamp',
    );
    assert.equal(
      faultOf(() => unpack(compress(utf8.encode('the lamp')).bytes, modelOf())),
      'no-model-needed',
    );
  });

  it('refuses what is no text, and tokens that do not keep it', () => {
    assert.equal(
      faultOf(() => pack(Uint8Array.of(0xff, 0x41), modelOf())),
      'not-text',
    );
    assert.equal(
      faultOf(() => pack(utf8.encode('The Lamp!'), modelOf({ clean: true }))),
      'not-kept',
    );
  });

  it('says so of every cut and of damage', () => {
    const file = pack(utf8.encode(known.slice(0, 300)), modelOf());
    for (let length = 0; length < file.length; length += 5) {
      const fault = faultOf(() => unpack(file.subarray(0, length), modelOf()));
      assert.match(fault, /not-compressed|cut-short|damaged/, `${length} of ${file.length}: ${fault}`);
    }
    for (let at = readHeader(file).end; at < file.length - 1; at += 3) {
      const changed = file.slice();
      changed[at]! ^= 0x55;
      assert.match(
        faultOf(() => unpack(changed, modelOf())),
        /cut-short|damaged/,
        `${at} of ${file.length}`,
      );
    }
  });
});
