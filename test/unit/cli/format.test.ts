import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { padded } from '../../../src/cli/terminal';
import { linesOf, progressLine, resultLines } from '../../../src/cli/format';
import { modelLines, vocabularyLines } from '../../../src/cli/commands';
import { logLogPlot } from '../../../src/cli/plot';
import { defaultLanguageModelOptions, defaultNgramOptions } from '../../../src/options/language';
import type { TrainingEvent } from '../../../src/protocol/metrics';
import { apply, newRun } from '../../../src/protocol/run';
import { textMessage } from '../../../src/protocol/message';
import type { ModelEntry } from '../../../src/store/list';
import { manifestVersion } from '../../../src/store/types';

const metrics = (step: number, seconds: number): TrainingEvent => ({
  kind: 'metrics',
  metrics: {
    step,
    seconds,
    epoch: step / 100,
    trainLoss: Math.log(8),
    tokensPerSecond: 38_211.4,
    gradientNorm: 1,
    learningRate: 1,
  },
});
const started: TrainingEvent = {
  kind: 'started',
  modelId: 'notes-1',
  corpus: { name: 'a.txt', characters: 1_000_000, tokens: 1_000_000, vocabularySize: 68, validationTokens: 0 },
  engine: { chosen: 'wasm', reason: textMessage('fastest'), threads: 1, measurements: [] },
  parameters: 19_012,
  totalSteps: 1000,
  epochs: 10,
};

describe('columns', () => {
  it('are as wide as a terminal draws them', () => {
    assert.deepEqual(
      ['Loss', '损失', 'longer than that'].map(name => padded(name, 6)),
      ['Loss  ', '损失  ', 'longer than that'],
    );
  });
});

describe('progress', () => {
  const run = newRun({ id: '', name: '', description: textMessage(''), use: 'continue', epochs: 0 }, 0);
  for (const event of [started, metrics(1, 1), metrics(101, 11)]) apply(run, event);

  it('is one line of epoch, perplexities, speed and time left', () => {
    assert.equal(progressLine(run), 'epoch 1.0/10  ETA 1:30  perplexity 8.00  validation –  38,211 tokens/s');
    const validation = { step: 1, epoch: 1, loss: Math.log(9), bitsPerCharacter: 3, best: true };
    assert.match(progressLine(apply(run, { kind: 'validation', validation })), /validation 9\b/);
  });
});

describe('lines', () => {
  it('say what was found, without "0 held out"', () => {
    assert.deepEqual(linesOf(started, 'continue'), [
      'a.txt: 1,000,000 characters, 1,000,000 tokens, vocabulary 68',
      '19,012 parameters on wasm, 1 thread (fastest)',
    ]);
  });

  it('say of what is counted that it needs no engine', () => {
    const engine = { ...started.engine, chosen: 'counting' as const };
    assert.deepEqual(linesOf({ ...started, engine }, 'continue').slice(1), [
      '19,012 parameters, which are counted: that needs no engine.',
    ]);
  });

  it('indent every line of a sample', () => {
    const sample = { step: 1, epoch: 1.5, prefix: 'It', continuation: ' was\nlate', perplexity: 6.5 };
    assert.deepEqual(linesOf({ kind: 'sample', sample }, 'continue'), [
      '--- epoch 1.5, perplexity 6.50 ---',
      '  It was',
      '  late',
    ]);
  });

  it('say at the end what was reached frozen, and on a line of its own what was reached while learning', () => {
    const result = {
      reason: 'completed' as const,
      modelId: 'a-1',
      folder: '/models/a-1',
      steps: 10,
      epochs: 2,
      seconds: 65,
      trainLoss: Math.log(5),
      validationLoss: Math.log(6),
      learning: { loss: Math.log(4), bitsPerCharacter: 2 },
      verdict: textMessage('Good.'),
    };
    const lines = resultLines(result, 'continue');
    assert.match(lines[0]!, /best validation perplexity 6(\.00)?,/);
    assert.match(
      lines[1]!,
      /both learning while they read \(another kind of figure, not to be compared.*perplexity 4(\.00)?, 2 bits per character/,
    );
    assert.equal(lines.length, 4);
    const measured = resultLines({ ...result, joules: 7200 }, 'continue');
    assert.match(measured[2]!, /^Energy: 2 Wh/);
  });

  it('leave metrics to the progress line', () => {
    assert.deepEqual(linesOf(metrics(1, 1), 'continue'), []);
  });
});

describe('a list of models', () => {
  const fields = {
    manifestVersion,
    name: 'notes',
    createdAt: '2026-01-02T12:00:00Z',
    unrollVersion: '0',
    state: 'finished',
    source: { name: 'a', sha256: 'a', characters: 1 },
    parameters: 1,
  } as const;
  const at = { kind: 'model', folder: '', hasWeights: true } as const;
  const entries: ModelEntry[] = [
    {
      ...at,
      id: 'notes-1',
      hasCheckpoint: true,
      manifest: { ...fields, id: 'notes-1', kind: 'language', options: defaultLanguageModelOptions },
    },
    {
      ...at,
      id: 'longer-name-2',
      hasCheckpoint: false,
      manifest: { ...fields, id: 'longer-name-2', kind: 'ngram', options: defaultNgramOptions },
    },
    { kind: 'damaged', id: 'x-3', folder: '', reason: textMessage('damaged') },
  ];

  it('is a table in columns, and says which one can be gone on with', () => {
    const [first = '', second = '', third] = modelLines(entries);
    assert.match(first, /^notes-1 {8}LSTM, 1 layer of 256, characters {2,}Jan 2, 2026.* {2}notes \(stopped\)$/);
    assert.match(second, /^longer-name-2 {2}N-grams of order 5, characters {2,}Jan 2, 2026.* {2}notes$/);
    assert.equal(first.indexOf('Jan'), second.indexOf('Jan'));
    assert.equal(third, 'x-3            damaged');
  });
});

describe('the log-log plot', () => {
  it("draws Zipf's law as a straight line from corner to corner", () => {
    const points = [1, 10, 100].map(rank => ({ x: rank, y: 1000 / rank }));
    assert.deepEqual(logLogPlot(points, 21, 3, 'rank', 'frequency'), [
      '      frequency',
      '1000 |*',
      '     |          *',
      '  10 |                    *',
      '     +---------------------',
      '      1                 100  rank',
    ]);
  });

  it('draws a single point and nothing at all', () => {
    assert.equal(logLogPlot([{ x: 1, y: 5 }], 10, 3, 'x', 'y').filter(line => line.includes('*')).length, 1);
    assert.deepEqual(logLogPlot([], 10, 3, 'x', 'y'), []);
  });
});

describe('a vocabulary', () => {
  it('shows size, coverage and tokens as they are spelled', () => {
    const lines = vocabularyLines(
      {
        name: 'a.txt',
        characters: 10,
        tokens: 8,
        size: 3,
        notes: [],
        coverage: 0.875,
        droppedTypes: 1,
        top: [
          { token: '\n', frequency: 5 },
          { token: 'a', frequency: 2 },
        ],
        zipf: [
          { rank: 1, frequency: 5 },
          { rank: 2, frequency: 2 },
        ],
        zipfExponent: 1.3219,
      },
      1,
      20,
    );
    assert.equal(lines[1], 'Vocabulary: 3 tokens cover 87.5% of the text; 1 rarer ones are read as <unk>');
    assert.equal(lines[2], 'Zipf exponent: 1.32');
    assert.deepEqual(lines.slice(4, 7), ['Most frequent:', '  "\\n"  5', '']);
  });
});
