/** Numbers and events as lines of plain words. */
import {
  perplexity,
  type EngineReport,
  type GeneratedSample,
  type TrainingEvent,
  type TrainingResult,
} from '../protocol/metrics';
import { secondsLeft, type Run } from '../protocol/run';

/** 38211.4 -> "38 211" */
export const grouped = (value: number): string =>
  Number.isFinite(value)
    ? Math.round(value)
        .toString()
        .replace(/\B(?=(\d{3})+$)/g, ' ')
    : '?';

/** Three digits or so: 1.234, 12.34, 123.4, 1 234. */
export function shortNumber(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (value >= 1000) return grouped(value);
  return value.toFixed(value >= 100 ? 1 : value >= 10 ? 2 : 3);
}

/** 3725 -> "1:02:05", 65 -> "1:05" */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return '?';
  const total = Math.max(0, Math.round(seconds));
  const two = (value: number): string => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(total / 3600), Math.floor(total / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(total % 60)}` : `${minutes}:${two(total % 60)}`;
}

const lossAs = (loss: number | undefined): string => (loss === undefined ? '-' : shortNumber(perplexity(loss)));

/** "epoch 3.25/20  ETA 2:31  perplexity 6.410  validation 6.700  38 200 tokens/s" */
export function progressLine(run: Run): string {
  const latest = run.metrics.at(-1);
  return [
    `epoch ${(latest?.epoch ?? 0).toFixed(2)}/${run.epochs}`,
    `ETA ${duration(secondsLeft(run) ?? NaN)}`,
    `perplexity ${lossAs(latest?.trainLoss)}`,
    `validation ${lossAs(run.validations.at(-1)?.loss)}`,
    `${grouped(latest?.tokensPerSecond ?? 0)} tokens/s`,
  ].join('  ');
}

const phases = {
  reading: 'Reading the text',
  tokenising: 'Building the vocabulary',
  measuring: 'Choosing an engine',
  training: 'Training',
  saving: 'Saving',
  voices: 'Reading the text with voices that learn',
} as const;

/** The lines of an event that is said once; metrics are said by the progress line. */
export function linesOf(event: TrainingEvent): string[] {
  switch (event.kind) {
    case 'phase':
      return [`${phases[event.phase]} ...`];
    case 'started': {
      const { corpus, engine, parameters } = event;
      const held = corpus.validationTokens > 0 ? `, ${grouped(corpus.validationTokens)} held out` : '';
      return [
        `${corpus.name}: ${grouped(corpus.characters)} characters, ${grouped(corpus.tokens)} tokens${held}, vocabulary ${grouped(corpus.vocabularySize)}`,
        `${grouped(parameters)} parameters on ${engine.chosen}, ${engine.threads} thread${engine.threads === 1 ? '' : 's'} (${engine.reason})`,
      ];
    }
    case 'validation': {
      const { epoch, loss, bitsPerCharacter, best } = event.validation;
      return [
        `epoch ${epoch.toFixed(2)}: validation perplexity ${lossAs(loss)}, ${bitsPerCharacter.toFixed(3)} bits per character${best ? ', the best so far' : ''}`,
      ];
    }
    case 'sample':
      return sampleLines(event.sample);
    case 'quality': {
      const { tokenAccuracy, bleu } = event.quality;
      return [
        `  ${(100 * tokenAccuracy).toFixed(1)}% of the tokens right under teacher forcing, BLEU ${bleu.toFixed(1)}`,
      ];
    }
    case 'baseline':
      return [`${event.baseline.name}: validation perplexity ${lossAs(event.baseline.loss)}`];
    case 'note':
      return [event.message];
    case 'metrics':
    case 'checkpoint':
      return [];
  }
}

const sampleLines = ({ epoch, perplexity, prefix, continuation }: GeneratedSample): string[] => [
  `--- epoch ${epoch.toFixed(2)}, perplexity ${shortNumber(perplexity)} ---`,
  ...`${prefix}${continuation}`.split('\n').map(line => `  ${line}`),
];

const endings = {
  completed: 'Training is complete',
  'early-stopping': 'Validation no longer improves; training ended early',
  stopped: 'Training was stopped; the model so far is kept',
} as const;

export function resultLines({
  reason,
  epochs,
  seconds,
  validationLoss,
  trainLoss,
  learning,
  verdict,
  folder,
}: TrainingResult): string[] {
  const losses =
    validationLoss === undefined
      ? `training perplexity ${lossAs(trainLoss)}`
      : `best validation perplexity ${lossAs(validationLoss)}, training ${lossAs(trainLoss)}`;
  return [
    `${endings[reason]}: ${epochs} epoch${epochs === 1 ? '' : 's'} in ${duration(seconds)}, ${losses}.`,
    ...(learning
      ? [
          `Learning while it reads (not to be compared with that frozen figure): perplexity ${lossAs(learning.loss)}, ${learning.bitsPerCharacter.toFixed(3)} bits per character.`,
        ]
      : []),
    verdict,
    `Model: ${folder}`,
  ].filter(line => line !== '');
}

export const engineLines = ({ chosen, reason, measurements }: EngineReport): string[] => [
  ...measurements.map(({ engine, available, detail, tokensPerSecond }) => {
    const speed = tokensPerSecond === undefined ? '' : `${grouped(tokensPerSecond)} tokens/s`;
    return `${engine.padEnd(11)}${(available ? speed || 'available' : 'not available').padEnd(18)}${detail}`.trimEnd();
  }),
  `auto takes ${chosen}: ${reason}`,
];
