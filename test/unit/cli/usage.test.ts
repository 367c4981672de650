import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { CommanderError } from 'commander';
import { createProgram } from '../../../src/cli/program';
import { processTerminal } from '../../../src/cli/terminal';

/** What a wrong command line prints on standard error; nothing else may be printed. */
async function saidOf({ mock }: TestContext, ...words: string[]): Promise<string> {
  let said = '';
  const written = mock.method(process.stderr, 'write', (text: string) => {
    said += text;
    return true;
  });
  try {
    await assert.rejects(
      async () => createProgram(processTerminal, () => undefined, words).parseAsync(words, { from: 'user' }),
      CommanderError,
    );
  } finally {
    written.mock.restore();
  }
  return said;
}

const use = 'Add --help to see how it is used.\n';
const commands = '"unroll --help" lists the commands.\n';

/** A line for every error that the parser has words of its own for. */
const wrong: readonly [words: string[], said: string][] = [
  [['train', 'a.txt', '--zzz'], `unroll: There is no option --zzz. ${use}`],
  [['train', 'a.txt', '--hiden', '3'], `unroll: There is no option --hiden. Perhaps this is meant: --hidden. ${use}`],
  [['train', 'a.txt', '--lr'], `unroll: The option --lr <rate> needs a value. ${use}`],
  [['train'], `unroll: The argument files is missing. ${use}`],
  [
    ['train', 'a.txt', '--from', 'a', '--resume', 'b'],
    `unroll: The option --from <model> does not go with --resume <model>. ${use}`,
  ],
  [['vocab', 'a.txt', 'b.txt'], `unroll: There are too many arguments. ${use}`],
  [['export', 'a'], `unroll: The option -o, --output <file> is missing. ${use}`],
  [
    ['export', 'a', '-o', 'b', '--format', 'xml'],
    `unroll: The option --format <kind> must be one of csv, json, tensorboard, model, not xml. ${use}`,
  ],
  [['zzz'], `unroll: There is no command zzz. ${commands}`],
  [['trian', 'a.txt'], `unroll: There is no command trian. Perhaps this is meant: train. ${commands}`],
  [['help', 'zzz'], `unroll: There is no command zzz. ${commands}`],
];

test('what the parser finds wrong is said with what to do next', async context => {
  for (const [words, said] of wrong) assert.equal(await saidOf(context, ...words), said, words.join(' '));
});

/** The help of a command. */
async function helpOf({ mock }: TestContext, command: string): Promise<string> {
  let said = '';
  const written = mock.method(process.stdout, 'write', (text: string) => {
    said += text;
    return true;
  });
  const program = createProgram(processTerminal, () => undefined, [command]);
  await assert.rejects(async () => program.parseAsync([command, '--help'], { from: 'user' }), CommanderError);
  written.mock.restore();
  return said.replace(/\s+/g, ' ');
}

test('help says what can be chosen and what the default is in words of the catalogue alone', async context => {
  const said = await helpOf(context, 'export');
  assert.match(said, /the model itself: csv, json, tensorboard, model \(default: csv\) -o/);
  assert.match(said, /folder that holds the models \(default: \$UNROLL_HOME\/models or [^()]+\) -h/);
  assert.doesNotMatch(said, /choices:/);
});

test('help says of each kind of data what a model is trained further on', async context => {
  for (const [command, further] of [
    ['train', /its tokens and its network, trained further on this text/],
    ['train-translation', /its tokens and its network, trained further on these pairs/],
    ['train-classifier', /its tokens and its network, trained further on these texts/],
    ['forecast', /begin with the weights of this model: its network, trained further on this series/],
  ] as const)
    assert.match(await helpOf(context, command), further);
});
