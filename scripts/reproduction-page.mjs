/** The page of docs/ about reproductions, made from the record of their runs. */

/** @typedef {{ what: string, published: string, value: number, from?: number, to?: number, over?: 'mean' | 'median' }} Check */
/** @typedef {{ row: string, title: string, file: string, seed: number, checks: Check[], sample: string, machine: string, engine: string }} Run */

/** @param {Pick<Check, 'value' | 'from' | 'to'>} check */
export const within = ({ value, from = -Infinity, to = Infinity }) => value >= from && value <= to;

/** @param {Pick<Check, 'from' | 'to'>} check */
export function bandOf({ from, to }) {
  const digits = (to ?? 1) < 1 ? 3 : 2;
  if (from === undefined) return `≤ ${to?.toFixed(digits)}`;
  return to === undefined ? `≥ ${from.toFixed(digits)}` : `${from.toFixed(digits)} to ${to.toFixed(digits)}`;
}

/** @param {readonly Run[]} runs in the order of the rows, then of the seeds */
export function reproductionPage(runs) {
  const groups = [...new Set(runs.map(run => run.row))].map(id => runs.filter(run => run.row === id));
  const lines = groups.flatMap(group => group[0].checks.map((_, index) => lineOf(group, index)));
  const samples = groups.map(([run]) => `- **${run.title}**, ${run.file}: ${JSON.stringify(run.sample)}`);
  const engines = [...new Set(runs.map(run => `${run.machine}; ${run.engine}`))];
  return `# What is published, and what Unroll trains

Made by \`npm run reproduce\` (\`-- --rows lstm,gru --seeds 1,2\` trains some rows from some seeds); one figure a seed, from seed 1 on.
The rows on \`timemachine.txt\` up to the bidirectional one are the notes' own experiment: the first 10 000 letters, one-hot, SGD with
rate 1, gradients clipped at norm 1, 500 epochs. Their low perplexity is memory, not understanding: nothing is held out. The
bidirectional model is the notes' warning: reading the letter it is to predict from the other side, it has a low perplexity and
nothing to write. Unroll refuses to continue a text with it; what stands below is what the notes' program would write.

| Model | Text | Measured | Published | Ours | Band | Within |
| --- | --- | --- | --- | --- | --- | --- |
${lines.join('\n')}

Published are the figures of the notes' last build, in brackets how far 63 to 79 builds wander; for Shakespeare the figures of the
same settings in PyTorch (\`test/bench/peers/languageModel.py\`). Counting reaches 4.90 on the last tenth of timemachine.txt as it
stands, 4.70 where only its letters are kept; the preset reads it as it stands.

## What they write

${samples.join('\n')}

## Machine

${engines.map(line => `- ${line}`).join('\n')}
`;
}

/** A row of the table: one check of all runs of a row. @param {readonly Run[]} group @param {number} index */
function lineOf(group, index) {
  const { title, file, checks } = group[0];
  const { over, ...check } = checks[index];
  const values = group.map(run => run.checks[index].value);
  const judged = over === undefined ? values : [{ mean, median }[over](values)];
  const inside = judged.filter(value => within({ ...check, value })).length;
  const what = over === undefined ? check.what : `${check.what}, ${over} of ${values.length} seeds`;
  const ours = judged.map(value => value.toFixed(3)).join(', ');
  return `| ${title} | ${file} | ${what} | ${check.published} | ${ours} | ${bandOf(check)} | ${inside} of ${judged.length} |`;
}

/** @param {readonly number[]} values */
const mean = values => values.reduce((sum, value) => sum + value, 0) / values.length;

/** @param {readonly number[]} values */
function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return mean([sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.ceil((sorted.length - 1) / 2)]]);
}
