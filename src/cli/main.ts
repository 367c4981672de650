/** `unroll`: the jobs of the extension without an editor. */
import { CommanderError } from 'commander';
import { toUnrollError } from '../protocol/errors';
import { endWithTerminal, interruptedCode, readerIsGone } from './interruption';
import { createProgram } from './program';
import { loadTranslation, processTerminal, say } from './terminal';

const failed = 1;
const wrongUsage = 2;

/** Says what went wrong, unless the parser has said it, and returns the exit code. */
function exitCodeOf(thrown: unknown): number {
  if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? 0 : wrongUsage;
  const { code, sentence, detail } = toUnrollError(thrown);
  if (code === 'cancelled') return interruptedCode;
  processTerminal.remark(say('terminal.error', { cause: sentence }));
  // The stack helps to find an error of our own or of a file.
  if (detail !== undefined && (code === 'internal' || code === 'model-damaged' || process.env['UNROLL_DEBUG']))
    processTerminal.remark(detail);
  return code === 'bad-options' ? wrongUsage : failed;
}

// A reader that has seen enough ("unroll generate ... | head") is no failure; a training keeps its model first.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (!readerIsGone()) process.exit(error.code === 'EPIPE' ? 0 : failed);
});
// A closed standard error does not end the process.
process.stderr.on('error', () => undefined);

endWithTerminal();

async function main(): Promise<void> {
  await loadTranslation();
  const finished = (exitCode: number): void => {
    process.exitCode = exitCode;
  };
  await createProgram(processTerminal, finished, process.argv.slice(2)).parseAsync();
}

main().catch((thrown: unknown) => {
  process.exitCode = exitCodeOf(thrown);
});
