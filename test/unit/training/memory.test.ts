import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { language } from '../../../src/kinds/language/implementation';
import { defaultLanguageModelOptions, type LanguageModelOptions } from '../../../src/options/language';
import type { UnrollError } from '../../../src/protocol/errors';
import { assertFits, bytesToTrain, type ModelSize } from '../../../src/training/memory';

const { network, training, text: textOptions } = defaultLanguageModelOptions;
const words = Array.from({ length: 1600 }, (_, index) => `w${index % 1500}`).join(' ');

async function sizeOf(options: LanguageModelOptions): Promise<ModelSize> {
  const context = { emit: () => undefined, pause: () => Promise.resolve() };
  const prepared = await language.prepare([{ kind: 'text', name: 'a', text: words }], options, context);
  assert.ok(prepared.learning.by === 'steps' && prepared.learning.steps.size);
  return prepared.learning.steps.size;
}

test('a model that does not fit is refused before anything is taken, with the size that fits', async () => {
  const options = { ...defaultLanguageModelOptions, network: { ...network, hiddenSize: 4096, layers: 4 } };
  const size = await sizeOf(options);
  const [threads, available] = [2, 4 * 2 ** 30];
  const one = { size, training: { ...training, threads } };
  let fitting = 0;
  assert.throws(
    () => {
      assertFits(one, 'auto', available);
    },
    ({ code, sentence }: UnrollError) => {
      fitting = Number(sentence.arguments?.['hiddenSize']);
      return code === 'bad-options' && sentence.key === 'error.tooLittleMemoryFor';
    },
  );
  assert.ok(fitting > 256 && fitting < 4096, String(fitting));
  assert.ok(bytesToTrain(size.of(fitting), threads) <= available);
  assert.doesNotThrow(() => {
    assertFits({ ...one, size: { ...size, hiddenSize: fitting } }, 'auto', available);
  });
  // More than a thread can address, whatever there is.
  assert.throws(() => {
    assertFits(one, 'wasm', 2 ** 40);
  });
  assert.throws(
    () => {
      assertFits(one, 'auto', 2 ** 20);
    },
    ({ sentence }: UnrollError) => sentence.key === 'error.tooLittleMemory',
  );
});

const linux = process.platform === 'linux';
for (const [tokens, hidden] of [
  ['char', 1000],
  ['word', 700],
] as const)
  test(`the estimate is right within a quarter: ${tokens}, ${hidden}`, { skip: !linux }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'unroll-memory-'));
    try {
      const file = join(folder, 'words.txt');
      writeFileSync(file, words);
      const flags = [
        '--tokens',
        tokens,
        '--hidden',
        String(hidden),
        '--epochs',
        '1',
        '--threads',
        '1',
        '--engine',
        'wasm',
      ];
      // The process says at its end what it took at most: whoever looks at it from outside may miss that moment.
      const [witness, said] = [join(folder, 'witness.cjs'), join(folder, 'kilobytes')];
      writeFileSync(
        witness,
        `process.on('exit', () => require('fs').writeFileSync(process.env.SAID, String(process.resourceUsage().maxRSS)))`,
      );
      const child = spawn(
        process.execPath,
        ['--require', witness, resolve('out/unit/cli.js'), 'train', file, ...flags, '--json', '--out', folder],
        { env: { ...process.env, SAID: said }, stdio: 'ignore' },
      );
      const code = await new Promise(done => child.once('close', done));
      assert.equal(code, 0);
      const most = 1024 * Number(readFileSync(said, 'utf8'));
      const options = { ...defaultLanguageModelOptions, text: { ...textOptions, tokenisation: tokens } };
      const size = await sizeOf(options);
      const estimate = bytesToTrain(size.of(hidden), 1);
      console.log(
        `${tokens} ${hidden}: estimated ${(estimate / 2 ** 20).toFixed(0)} MiB, took ${(most / 2 ** 20).toFixed(0)} MiB`,
      );
      assert.ok(Math.abs(estimate / most - 1) < 0.25, `${estimate} and ${most}`);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
