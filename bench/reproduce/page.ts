/** Makes docs/reproduction.md from the record of the runs. The explanation of the figures is written by hand in docs/reproduction-notes.md. */
import { mean, median } from '../statistics';
import type { Check, Report } from './experiment';

export interface RecordedRun extends Report {
  machine: string;
}

type Band = Pick<Check, 'from' | 'to'>;

export const within = ({ value, from = -Infinity, to = Infinity }: Band & Pick<Check, 'value'>): boolean =>
  value >= from && value <= to;

export function bandOf({ from, to }: Band): string {
  const digits = (to ?? 1) < 1 ? 3 : 2;
  if (from === undefined) return `≤ ${(to ?? NaN).toFixed(digits)}`;
  return to === undefined ? `≥ ${from.toFixed(digits)}` : `${from.toFixed(digits)} to ${to.toFixed(digits)}`;
}

/** @param runs in the order of the rows, then of the seeds */
export function reproductionPage(runs: readonly RecordedRun[]): string {
  const lines = judgements(runs).map(({ title, file, what, published, values, band, inside }) => {
    const ours = values.map(value => value.toFixed(3)).join(', ');
    return `| ${title} | ${file} | ${what} | ${published} | ${ours} | ${band} | ${inside} of ${values.length} |`;
  });
  const first = runs.filter((run, index) => runs.findIndex(({ row }) => row === run.row) === index);
  const samples = first.map(run => `- **${run.title}**, ${run.file}: ${JSON.stringify(run.sample)}`);
  const engines = [...new Set(runs.map(run => `${run.machine}; ${run.engine}`))];
  return `# What is published, and what Unroll trains

Made by \`npm run reproduce\` (\`-- --rows lstm,gru --seeds 1,2\` trains some rows from some seeds); one figure a seed, from seed 1 on.
[What the rows are and how to read them](reproduction-notes.md).

| Model | Text | Measured | Published | Ours | Band | Within |
| --- | --- | --- | --- | --- | --- | --- |
${lines.join('\n')}

## What they write

${samples.join('\n')}

## Machine

${engines.map(line => `- ${line}`).join('\n')}
`;
}

export interface Judgement {
  row: string;
  title: string;
  file: string;
  what: string;
  published: string;
  band: string;
  /** Whether one figure stands for all seeds. */
  pooled: boolean;
  /** The figure of each seed, or the pooled one. */
  values: number[];
  /** The number of values within the range. */
  inside: number;
}

/** Every check of every row, over the seeds it was trained from. @param runs as for `reproductionPage` */
export const judgements = (runs: readonly RecordedRun[]): Judgement[] =>
  [...new Set(runs.map(({ row }) => row))].flatMap(id => {
    const group = runs.filter(({ row }) => row === id);
    return (group[0]?.checks ?? []).map((check, index) => judgementOf(check, group, index));
  });

function judgementOf(check: Check, group: readonly RecordedRun[], index: number): Judgement {
  const { over, what, published } = check;
  const band = bandOnly(check);
  const { row, title, file } = group[0]!;
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

/** Absent ends stay absent. */
const bandOnly = ({ from, to }: Band): Band => ({
  ...(from === undefined ? {} : { from }),
  ...(to === undefined ? {} : { to }),
});
