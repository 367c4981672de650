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
  const lines = judgements(runs).map(({ title, file, what, published, values, band, inside }) => {
    const ours = values.map(value => value.toFixed(3)).join(', ');
    return `| ${title} | ${file} | ${what} | ${published} | ${ours} | ${band} | ${inside} of ${values.length} |`;
  });
  const first = runs.filter((run, index) => runs.findIndex(({ row }) => row === run.row) === index);
  const samples = first.map(run => `- **${run.title}**, ${run.file}: ${JSON.stringify(run.sample)}`);
  const engines = [...new Set(runs.map(run => `${run.machine}; ${run.engine}`))];
  return `# What is published, and what Unroll trains

Made by \`npm run reproduce\` (\`-- --rows lstm,gru --seeds 1,2\` trains some rows from some seeds); one figure a seed, from seed 1 on.
The rows on \`timemachine.txt\` up to the bidirectional one are the notes' own experiment: the first 10 000 letters, one-hot, SGD with
rate 1, gradients clipped at norm 1, 500 epochs. Their low perplexity is memory, not understanding: nothing is held out. The
bidirectional model is the notes' warning: reading the letter it is to predict from the other side, it has a low perplexity and
nothing to write. Unroll refuses to continue a text with it; what stands below is what the notes' program would write.

A rate of 1 to the very end makes the loss leap now and then: a GRU that has settled near 1.07 rises to 1.2 or 1.3 and is back
within a few epochs. Which of them comes last is chance, so the median of the last 50 stands beside it. The same GRU in PyTorch
(\`bench/peers/book.py\`, 10 seeds) ends between 1.05 and 1.33, 8 of 10 within the band, with medians of 1.063 to 1.078;
5 % of its epochs since it first fell below 1.1 lie above 1.15, of ours 8 % (5 seeds). The same LSTM there (5 seeds) ends between
1.13 and 1.21, with medians of 1.202 to 1.228.

| Model | Text | Measured | Published | Ours | Band | Within |
| --- | --- | --- | --- | --- | --- | --- |
${lines.join('\n')}

Published are the figures of the notes' last build, in brackets how far 63 to 79 builds wander; for Shakespeare the figures of the
same settings in PyTorch (\`bench/peers/languageModel.py\`). Counting reaches 4.90 on the last tenth of timemachine.txt as it
stands, 4.70 where only its letters are kept; the presets read it as it stands. These are sized for 50 GFLOP/s, whatever machine they
ran on. "Quick look" has nothing to be held to; by \`unroll train FILE --preset quick\`, sized by the speed of two cores as measured, it
reached 4.81 on timemachine.txt within 23 s and 5.05 on tinyshakespeare.txt within 31 s.

## What they write

${samples.join('\n')}

## Machine

${engines.map(line => `- ${line}`).join('\n')}
`;
}

/**
 * Every check of every row, over the seeds it was trained from.
 * @param {readonly Run[]} runs as for `reproductionPage`
 */
export const judgements = runs =>
  [...new Set(runs.map(run => run.row))].flatMap(id => {
    const group = runs.filter(run => run.row === id);
    return group[0].checks.map((_, index) => judgementOf(group, index));
  });

/** @param {readonly Run[]} group @param {number} index */
function judgementOf(group, index) {
  const { row, title, file, checks } = group[0];
  const { over, what, published, ...band } = checks[index];
  const seeds = group.flatMap(run => run.checks[index]?.value ?? []);
  const values = over === undefined ? seeds : [{ mean, median }[over](seeds)];
  return {
    row,
    title,
    file,
    what: over === undefined ? what : `${what}, ${over} of ${seeds.length} seeds`,
    published,
    band: bandOf(band),
    pooled: over !== undefined,
    values,
    inside: values.filter(value => within({ ...band, value })).length,
  };
}

/** @param {readonly number[]} values */
const mean = values => values.reduce((sum, value) => sum + value, 0) / values.length;

/** @param {readonly number[]} values */
function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return mean([sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.ceil((sorted.length - 1) / 2)]]);
}
