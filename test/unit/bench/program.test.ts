import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { describe, it } from 'node:test';
import { Program, figuresIn } from '../../../bench/program';

const script = (text: string): Program => new Program([process.execPath, '-e', text]);

describe('a measured program', () => {
  it('says when it is ready, measures once a line, and tells its memory until it is stopped', async () => {
    const program = script(`
      let count = 0;
      console.log(JSON.stringify({ ready: true, threads: 2 }));
      process.stdin.on('data', () => console.log(JSON.stringify({ tokensPerSecond: ++count })));`);
    assert.deepEqual(await program.ready(20_000), { threads: 2 });
    assert.deepEqual(await program.measure(20_000), { tokensPerSecond: 1 });
    assert.deepEqual(await program.measure(20_000), { tokensPerSecond: 2 });
    if (existsSync('/proc/self/status')) assert.ok((program.peakMegabytes ?? 0) > 10);
    await program.stop();
    assert.equal(program.peakMegabytes, undefined);
    await program.stop();
  });

  it('is given up when it takes too long', async () => {
    const program = script('setInterval(() => {}, 1000)');
    await assert.rejects(program.ready(100), /no answer within 0 s/);
    await program.stop();
  });

  it('tells why it ended early', async () => {
    const program = script("throw new RangeError('too many gates')");
    await assert.rejects(program.ready(20_000), /it ended early\. RangeError: too many gates/);
    await program.stop();
  });

  it('that does not exist is no crash', async () => {
    const program = new Program(['/no/such/program']);
    await assert.rejects(program.ready(20_000), /it ended early\. .*ENOENT/);
    await program.stop();
  });

  it('is heard in numbers only', () => {
    assert.deepEqual(figuresIn('{"ready": true, "threads": 2, "who": "x"}'), { threads: 2 });
    assert.deepEqual(figuresIn('3'), {});
    assert.throws(() => figuresIn('warning: something'), SyntaxError);
  });
});
