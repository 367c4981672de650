import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createProgram } from '../../../src/cli/program';
import { inEnglish, render } from '../../../src/words/render';

test('an encoding is found; --encoding has the last word', async () => {
  const lines: string[] = [];
  const terminal = {
    print: (line: string) => void lines.push(line),
    remark: () => undefined,
    render: (sentence: Parameters<typeof render>[0]) => render(sentence, inEnglish('plain')),
    live: undefined,
    paint: () => undefined,
    colours: false,
    width: 80,
  };
  const run = (...words: string[]): Promise<unknown> =>
    createProgram(terminal, () => undefined).parseAsync(['node', 'unroll', ...words]);
  const file = 'test/reports/enc_gb18030_zh.txt';
  await run('vocab', file, '--json');
  assert.match(lines.join(''), /\p{Script=Han}/u);
  await assert.rejects(run('vocab', file, '--json', '--encoding', 'utf-8'), { code: 'binary-file' });
});
