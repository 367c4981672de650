/** The streams of the process, as what a command may write to; tests give their own. */
export interface Terminal {
  /** To standard output: what a command is for. */
  print: (line: string) => void;
  /** To standard error: remarks and progress. */
  remark: (line: string) => void;
  /** Standard error, when it is a terminal that can redraw a line. */
  live: NodeJS.WriteStream | undefined;
  /** Characters of a line. */
  width: number;
}

export const processTerminal: Terminal = {
  print: line => process.stdout.write(`${line}\n`),
  remark: line => process.stderr.write(`${line}\n`),
  live: process.stderr.isTTY ? process.stderr : undefined,
  width: process.stdout.columns || 80,
};
