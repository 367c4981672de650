/** `unroll`: the jobs of the extension without an editor. */
import { CommanderError } from 'commander';
import { failed, failureOf, unusable } from './failure';
import { endWithTerminal, readerIsGone } from './interruption';
import { createProgram } from './program';
import { loadTranslation, processTerminal, say } from './terminal';

/** Says what went wrong, unless the parser has said it, and returns the exit code. */
function exitCodeOf(thrown: unknown): number {
  if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? 0 : unusable;
  const { exitCode, sentence, detail } = failureOf(thrown, Boolean(process.env['UNROLL_DEBUG']));
  if (sentence) processTerminal.remark(say('terminal.error', { cause: sentence }));
  if (detail !== undefined) processTerminal.remark(detail);
  return exitCode;
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
