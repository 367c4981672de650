import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { createProgram } from '../../../src/cli/program';
import type { Terminal } from '../../../src/cli/terminal';
import { UnrollError } from '../../../src/protocol/errors';
import { inEnglish, render } from '../../../src/words/render';

const folder = mkdtempSync(join(tmpdir(), 'unroll-compression-'));
after(() => {
  rmSync(folder, { recursive: true, force: true });
});
const at = (name: string): string => join(folder, name);

interface Outcome {
  exitCode: number | undefined;
  printed: string[];
}

async function unroll(...given: string[]): Promise<Outcome> {
  const outcome: Outcome = { exitCode: undefined, printed: [] };
  const terminal: Terminal = {
    print: line => outcome.printed.push(line),
    remark: () => undefined,
    render: message => render(message, inEnglish('plain')),
    live: undefined,
    paint: () => undefined,
    colours: false,
    width: 80,
  };
  await createProgram(terminal, exitCode => {
    outcome.exitCode = exitCode;
  }).parseAsync(given, { from: 'user' });
  return outcome;
}

const refusal = async (...given: string[]): Promise<string> => {
  try {
    await unroll(...given);
  } catch (thrown) {
    assert.ok(thrown instanceof UnrollError);
    return render(thrown.sentence, inEnglish('plain'));
  }
  return 'none';
};

describe('unroll compress and decompress', () => {
  it('bring every byte back', async () => {
    const original = Buffer.concat([
      Buffer.from('So it goes, 道可道, 🌍.\r\n'.repeat(300)),
      Buffer.from(Uint8Array.from({ length: 2000 }, (_, i) => (i * i * 31 + (i >> 3)) & 255)),
    ]);
    writeFileSync(at('original'), original);
    const { exitCode, printed } = await unroll('compress', at('original'), '-o', at('small'));
    assert.equal(exitCode, 0);
    assert.match(printed.join(), /"original": 11,000 bytes became [\d,]+, [\d.]+ bits a byte/);
    assert.ok(readFileSync(at('small')).length < 3000);
    assert.equal((await unroll('decompress', at('small'), '-o', at('again'))).exitCode, 0);
    assert.deepEqual(readFileSync(at('again')), original);
    writeFileSync(at('empty'), '');
    await unroll('compress', at('empty'), '-o', at('empty.unrz'));
    await unroll('decompress', at('empty.unrz'), '-o', at('empty again'));
    assert.equal(readFileSync(at('empty again')).length, 0);
  });

  it('replace nothing unless told to', async () => {
    writeFileSync(at('text'), 'abc');
    writeFileSync(at('taken'), 'precious');
    assert.match(await refusal('compress', at('text'), '-o', at('taken')), /there already.*--force/);
    assert.equal(readFileSync(at('taken'), 'utf8'), 'precious');
    assert.equal((await unroll('compress', at('text'), '-o', at('taken'), '--force')).exitCode, 0);
  });

  it('say why a file cannot be decompressed, and leave none behind', async () => {
    writeFileSync(at('plain'), 'plain text');
    await unroll('compress', at('plain'), '-o', at('whole'));
    const whole = readFileSync(at('whole'));
    writeFileSync(at('cut'), whole.subarray(0, 10));
    writeFileSync(
      at('changed'),
      whole.map((byte, i) => (i === whole.length - 3 ? byte ^ 4 : byte)),
    );
    const files = readdirSync(folder);
    assert.match(await refusal('decompress', at('plain'), '-o', at('x')), /"plain" is not a file that Unroll has/);
    assert.match(await refusal('decompress', at('cut'), '-o', at('x')), /"cut" is cut short/);
    assert.match(await refusal('decompress', at('changed'), '-o', at('x')), /"changed" is damaged/);
    assert.match(await refusal('decompress', at('nowhere'), '-o', at('x')), /There is no file/);
    assert.deepEqual(readdirSync(folder), files);
  });

  it('end at Ctrl+C without a file', async () => {
    writeFileSync(at('long'), 'All work and no play. '.repeat(20_000));
    const files = readdirSync(folder);
    const compressing = unroll('compress', at('long'), '-o', at('x'));
    setTimeout(() => process.emit('SIGINT'), 300);
    await assert.rejects(
      compressing,
      (thrown: unknown) => thrown instanceof UnrollError && thrown.code === 'cancelled',
    );
    assert.deepEqual(readdirSync(folder), files);
  });
});
