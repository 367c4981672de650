/** Makes docs/race.md and its pictures from the record. */
import { mean } from '../../statistics';
import { chartOf } from './chart';
import type { RaceRun } from './record';

interface Group {
  text: string;
  budget: number;
  runs: RaceRun[];
}

const imageOf = ({ text, budget }: Group): string => `images/race-${text.replace(/\W+/g, '-')}-${budget}.svg`;

/** Groups the runs by text and time limit, the texts in the order of the record. */
function groupsOf(runs: readonly RaceRun[]): Group[] {
  const keys = [...new Set(runs.map(({ text, budget }) => JSON.stringify([text, budget])))];
  return keys
    .map(key => {
      const those = runs.filter(({ text, budget }) => JSON.stringify([text, budget]) === key);
      return { text: those[0]!.text, budget: those[0]!.budget, runs: those };
    })
    .sort((a, b) => a.text.localeCompare(b.text) || a.budget - b.budget);
}

/** The runs of each candidate, the best first. */
function ranked({ runs }: Group): RaceRun[][] {
  const lossOf = (some: readonly RaceRun[]): number => mean(some.map(({ loss }) => loss ?? Infinity));
  return [...new Set(runs.map(({ candidate }) => candidate))]
    .map(id => runs.filter(({ candidate }) => candidate === id).sort((a, b) => a.seed - b.seed))
    .sort((a, b) => lossOf(a) - lossOf(b));
}

export const raceCharts = (runs: readonly RaceRun[]): { file: string; svg: string }[] =>
  groupsOf(runs).map(group => ({
    file: imageOf(group),
    svg: chartOf(
      `${group.text}: held-out nats a character by seconds`,
      ranked(group).map(some => ({ title: some[0]!.title, points: some[0]!.curve })),
      group.budget,
    ),
  }));

export function racePage(runs: readonly RaceRun[]): string {
  const sections = groupsOf(runs).map(group => {
    const lines = ranked(group).map(some => {
      const list = (of: (run: RaceRun) => string): string => some.map(of).join(', ');
      const losses = list(({ loss }) => loss?.toFixed(4) ?? '–');
      const average = Math.exp(mean(some.map(({ loss }) => loss ?? NaN)));
      const perplexity = Number.isFinite(average) ? average.toFixed(2) : '–';
      return `| ${some[0]!.title} | ${losses} | ${perplexity} | ${list(({ seconds }) => seconds.toFixed(0))} |`;
    });
    const commands = ranked(group).map(([first]) => `- ${first!.title}: \`${first!.command}\``);
    return `## ${group.text}, ${group.budget} s

![The curves of the first seed](${imageOf(group)})

| Recipe | Held-out nats, a figure a seed | Perplexity, mean | Seconds |
| --- | --- | ---: | ---: |
${lines.join('\n')}

${commands.join('\n')}
`;
  });
  const engines = [...new Set(runs.map(({ engine }) => engine))].join('; ');
  return `# The most quality a second

Made by \`npm run reproduce -- --race\` (\`--texts timemachine,tinyshakespeare,moby-dick --seconds 60,300 --seeds 1,2 --candidates preset,before,pytorch\`). Each
recipe is sized so that its last epoch ends when the time is up, and its learning rate has fallen by then. Seconds are wall time from the
command on: reading, choosing an engine, training, validations. The network alone is judged, frozen, on the last tenth of the text, which nothing
was trained on. Engines: ${engines}.

${sections.join('\n')}`;
}
