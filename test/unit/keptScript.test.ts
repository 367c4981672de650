import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { keptScript } from '../../src/keptScript';

let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'unroll-kept-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const program = (): string => join(folder, 'program.js');
const kept = (): string => join(folder, 'cache', 'program.v8');

/** What a bundle exports that is run, and whether V8 took what was kept. */
function start(): { answer: unknown; rejected: boolean | undefined; keep: (() => void) | undefined } {
  const { script, keep } = keptScript(program(), kept());
  const exports = { answer: undefined };
  const run: unknown = script.runInThisContext();
  assert.ok(typeof run === 'function');
  Reflect.apply(run, exports, [exports, require, { exports }, program(), folder]);
  return { answer: exports.answer, rejected: script.cachedDataRejected, keep };
}

const writeProgram = (answer: string): void =>
  writeFileSync(program(), `(function (exports) { exports.answer = (() => '${answer}')(); })`);

void test('what was compiled is taken at the next start, and written only once', () => {
  writeProgram('one');
  const first = start();
  assert.deepEqual([first.answer, first.rejected], ['one', undefined]);
  first.keep?.();
  const second = start();
  assert.deepEqual([second.answer, second.rejected, second.keep], ['one', false, undefined]);
  assert.deepEqual(readdirSync(join(folder, 'cache')), ['program.v8']);
});

void test('another program of the same length is compiled anew', () => {
  writeProgram('one');
  start().keep?.();
  writeProgram('two');
  const changed = start();
  assert.deepEqual([changed.answer, changed.rejected], ['two', undefined]);
  changed.keep?.();
  assert.deepEqual([start().answer, start().rejected], ['two', false]);
});

void test('a damaged file and one that is cut short are not trusted', () => {
  writeProgram('one');
  start().keep?.();
  const whole = readFileSync(kept());
  for (const length of [0, 10, 32, whole.length - 1]) {
    writeFileSync(kept(), whole.subarray(0, length));
    assert.deepEqual([start().answer, start().rejected], ['one', undefined]);
  }
  const damaged = Buffer.from(whole);
  damaged[whole.length >> 1]! ^= 1;
  writeFileSync(kept(), damaged);
  assert.deepEqual([start().answer, start().rejected], ['one', undefined]);
});

void test('without a folder to write to the program runs all the same', () => {
  writeProgram('one');
  writeFileSync(join(folder, 'cache'), 'a file where the folder would be');
  start().keep?.();
  assert.equal(start().answer, 'one');
});
