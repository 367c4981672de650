/** `unroll forecast` as a process of its own. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { visitors } from '../../../bench/reproduce/visitors';

const cli = resolve('out/unit/cli.js');

describe('unroll forecast', () => {
  let folder = '';
  const run = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [cli, 'forecast', ...args], {
      env: { ...process.env, LANG: 'C' },
      encoding: 'utf8',
    });
    return { status, stdout: stdout.replaceAll('\u00a0', ' '), stderr: stderr.replaceAll('\u00a0', ' ') };
  };
  const quick = ['--hidden', '4', '--lags', '7', '--epochs', '1', '--threads', '1', '--engine', 'wasm'];
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'unroll-forecast-'));
    writeFileSync(join(folder, 'visitors.csv'), visitors(1, 150));
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('prints a table of all methods with the one that answers marked, the forecast, and writes it', () => {
    const [source, target] = [join(folder, 'visitors.csv'), join(folder, 'forecast.csv')];
    const { status, stdout } = run(
      source,
      ...quick,
      '--horizon',
      '6',
      '--csv',
      target,
      '--out',
      join(folder, 'models'),
    );
    assert.equal(status, 0);
    const methods = ['Last value', 'Last season', 'Straight line', 'Theta', 'Linear autoregression', 'Network'];
    for (const method of methods) assert.match(stdout, new RegExp(`^  [* ] ${method} +[\\d.,]+ +[\\d.,]+ +\\d+`, 'm'));
    assert.match(stdout, /^ {2}\* /m);
    assert.match(stdout, /MASE: the MAE divided by that of repeating the value 7 steps before; below 1 is better/);
    assert.match(stdout, /k = 1 +k = 4 +k = 16 +k = 64/);
    assert.match(stdout, /^ {2}2022-05-31 +[-\d.,]+ +[-\d.,]+ +[-\d.,]+$/m);
    const rows = readFileSync(target, 'utf8').trimEnd().split('\n');
    assert.deepEqual([rows[0], rows.length], ['date,visitors,visitors 10%,visitors 90%', 7]);
  });

  it('forecasts again with the model, as JSON and further ahead', () => {
    const { status, stdout } = run('--model', 'visitors', '--out', join(folder, 'models'), '--horizon', '20', '--json');
    assert.equal(status, 0);
    const found = JSON.parse(stdout) as { name: string; dated: boolean; forecast: { when: string }[] };
    assert.deepEqual([found.name, found.dated, found.forecast.length], ['visitors', true, 20]);
    assert.equal(found.forecast[0]?.when, '2022-05-31');
  });

  it('says what is wrong, and what to do', () => {
    const wrong = join(folder, 'wrong.csv');
    writeFileSync(wrong, visitors(1, 60).replace(/^(2022-01-09),.*$/m, '$1,ten'));
    const faults: [string[], RegExp][] = [
      [[wrong], /Line 10 of "wrong\.csv", column visitors: "ten" is no number\. Correct it/],
      [[join(folder, 'visitors.csv'), '--column', 'guests'], /has no column "?guests"?\. Its columns: date, visitors/],
      [[join(folder, 'visitors.csv'), '--held-out', '149'], /nothing is left to learn from/],
      [[join(folder, 'visitors.csv'), '--model', 'visitors'], /no other\. Leave out ".*visitors\.csv"; or use --from/],
      [['--model', 'visitors', '--from', 'visitors'], /--model <model> does not go with --from <model>/],
      [[], /Name the file with the series, or a model with --model/],
    ];
    for (const [args, sentence] of faults) {
      const { status, stderr } = run(...args, ...quick, '--out', join(folder, 'none'));
      assert.equal(status, 2);
      assert.match(stderr, sentence);
    }
  });
});
