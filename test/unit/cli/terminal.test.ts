/** The command as a process of its own: signals, closed streams, and a terminal (by script(1) of util-linux). */
import assert from 'node:assert/strict';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { listModels } from '../../../src/store/list';

const cli = resolve('out/unit/cli.js');
const hasTerminal = process.platform === 'linux' && spawnSync('script', ['--version']).status === 0;
/** Of a terminal that sends Ctrl+C. */
const interrupt = '\x03';

describe('a training in a terminal', () => {
  let folder = '';
  let text = '';
  let models = '';
  let runs = 0;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'unroll-terminal-'));
    text = join(folder, 'fox.txt');
    writeFileSync(text, 'the quick brown fox jumps over the lazy dog\n'.repeat(60));
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const training = (epochs: number): string[] => {
    models = join(folder, `models${++runs}`);
    const size = ['--hidden', '8', '--embedding', '4', '--batch', '8', '--steps', '8', '--threads', '1'];
    return [cli, 'train', text, '--epochs', String(epochs), '--patience', '0', ...size, '--engine', 'wasm', '--out', models]; // prettier-ignore
  };
  const start = (command: string, args: string[], env = {}): ChildProcess =>
    spawn(command, args, { stdio: 'pipe', env: { ...process.env, LANG: 'C', ...env } });
  const onTerminal = (args: string[], env = {}): ChildProcess =>
    start('script', ['-qec', [process.execPath, ...args].map(word => `'${word}'`).join(' '), '/dev/null'], env);

  /** All that it prints; `seen` is called once it has printed what is waited for. */
  const whole = (child: ChildProcess, awaited: RegExp, seen: () => void) =>
    new Promise<{ code: number | null; output: string }>(done => {
      let output = '';
      let said = false;
      const read = (chunk: Buffer): void => {
        output += String(chunk);
        if (said || !awaited.test(output)) return;
        said = true;
        seen();
      };
      child.stdout?.on('data', read).on('error', () => undefined);
      child.stderr?.on('data', read).on('error', () => undefined);
      child.on('close', code => {
        done({ code, output });
      });
    });
  const endOf = async (): Promise<string | undefined> => {
    const [entry] = await listModels(models);
    return entry?.kind === 'model' && entry.hasWeights ? entry.manifest.result?.reason : undefined;
  };

  it('ends gracefully when the terminal goes away', async () => {
    const child = start(process.execPath, training(100_000));
    const { code } = await whole(child, /tokens\/s/, () => child.kill('SIGHUP'));
    assert.deepEqual([code, await endOf()], [130, 'stopped']);
  });

  it('keeps the model when nobody reads what it prints, and does not end as if all were well', async () => {
    const child = start(process.execPath, training(100_000));
    const { code } = await whole(child, /epoch.*tokens\/s/, () => child.stdout?.destroy());
    assert.deepEqual([code, await endOf()], [130, 'stopped']);
  });

  it('goes on to its end when nobody reads its remarks', async () => {
    const child = start(process.execPath, training(2));
    child.stderr?.destroy();
    const { code } = await whole(child, /never/, () => undefined);
    assert.deepEqual([code, await endOf()], [0, 'completed']);
  });

  it('shows the cursor again after Ctrl+C, keeps the model and exits with 130', { skip: !hasTerminal }, async () => {
    const child = onTerminal(training(100_000), { TERM: 'xterm' });
    const { code, output } = await whole(child, /epoch [1-9]/, () => child.stdin?.write(interrupt));
    assert.deepEqual([code, await endOf()], [130, 'stopped']);
    assert.ok(output.includes('\x1b[?25l'), 'the bar hides the cursor');
    assert.ok(output.lastIndexOf('\x1b[?25h') > output.lastIndexOf('\x1b[?25l'), 'and shows it again');
  });

  it('ends at once at the second Ctrl+C', { skip: !hasTerminal }, async () => {
    const child = onTerminal(training(100_000), { TERM: 'xterm' });
    const { code } = await whole(child, /epoch [1-9]/, () => child.stdin?.write(interrupt + interrupt));
    assert.equal(code, 130);
  });

  it('has put the terminal in order before it is ended by the second Ctrl+C', { skip: !hasTerminal }, async () => {
    const child = onTerminal(training(100_000), { TERM: 'xterm' });
    const { output } = await whole(child, /epoch [1-9]/, () => child.stdin?.write(interrupt));
    const stopping = output.indexOf('Press Ctrl+C again');
    assert.ok(stopping > 0);
    assert.ok(output.slice(0, stopping).lastIndexOf('\x1b[?25h') > output.slice(0, stopping).lastIndexOf('\x1b[?25l'));
    assert.ok(!output.slice(stopping).includes('\x1b[?25l'), 'and it is not hidden again');
  });

  /** The end of a command whose terminal goes away, as the shell saw it that told it so. */
  const endWithTerminal = async (args: string[], awaited: RegExp): Promise<string> => {
    const status = join(folder, `status${++runs}`);
    const words = [process.execPath, ...args].map(word => `"${word}"`).join(' ');
    const child = start('script', ['-qec', `trap 'kill -HUP $!' HUP; ${words} & wait $!; wait $!; echo $? > "${status}"`, '/dev/null'], { SHELL: '/bin/sh' }); // prettier-ignore
    await whole(child, awaited, () => child.kill('SIGKILL'));
    while (!existsSync(status) || readFileSync(status, 'utf8') === '') await setTimeout(20);
    return readFileSync(status, 'utf8').trim();
  };
  /** Of a shell: ended by SIGHUP, and not by a crash of Node. */
  const hungUp = '129';

  it(
    'ends by the hang-up when the terminal itself goes away, with the model kept',
    { skip: !hasTerminal },
    async () => {
      assert.deepEqual([await endWithTerminal(training(100_000), /epoch [1-9]/), await endOf()], [hungUp, 'stopped']);
    },
  );

  it('ends by the hang-up in the middle of every other command', { skip: !hasTerminal }, async () => {
    const output = join(folder, 'noise.unrz');
    const noise = join(folder, 'noise');
    writeFileSync(noise, Buffer.alloc(5_000_000, 'a quick fox '));
    assert.equal(await endWithTerminal([cli, 'compress', noise, '-o', output], /Compressing/), hungUp);
    assert.deepEqual([existsSync(output), readdirSync(folder).filter(name => name.endsWith('.tmp'))], [false, []]);
  });

  it('generates as it goes, and ends at once', async () => {
    const made = spawnSync(process.execPath, training(1));
    assert.equal(made.status, 0, String(made.stderr));
    const long = ['generate', 'fox', '--models', models, '--length', '1000000', '--engine', 'wasm', '--prefix', 'the '];
    const child = start(process.execPath, [cli, ...long]);
    const { code, output } = await whole(child, /^the .{20}/s, () => child.kill('SIGINT'));
    assert.equal(code, 130);
    assert.ok(output.length < 1_000_000);
    const cut = start(process.execPath, [cli, ...long]);
    const { code: unread } = await whole(cut, /^the .{20}/s, () => cut.stdout?.destroy());
    assert.equal(unread, 0);
  });

  it('prints plain lines on a terminal that can do no more', { skip: !hasTerminal }, async () => {
    const child = onTerminal(training(2), { TERM: 'dumb', NO_COLOR: '1' });
    const { code, output } = await whole(child, /never/, () => undefined);
    assert.equal(code, 0);
    assert.ok(!output.includes('\x1b'), 'no escape sequence');
  });
});
