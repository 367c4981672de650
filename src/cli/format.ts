/** Numbers and events as lines in the person's language. */
import { perplexity, type EngineReport, type TrainingEvent, type TrainingResult } from '../protocol/metrics';
import { predictsTokens, type ModelUse } from '../protocol/kind';
import type { Message } from '../protocol/message';
import { secondsLeft, type Run } from '../protocol/run';
import { message } from '../words/message';
import { labelReportLines } from './labelReport';
import { seriesReportLines } from './seriesReport';
import { padded, say, sentence } from './terminal';

const perplexityOf = (loss: number | undefined): number => (loss === undefined ? NaN : perplexity(loss));

/** "epoch 3.2/20  ETA 2:31  perplexity 6.410  validation 6.700  38,200 tokens/s" */
export function progressLine(run: Run): string {
  const latest = run.metrics.at(-1);
  if (!predictsTokens(run.use))
    return say('terminal.errorProgress', {
      epoch: latest?.epoch ?? 0,
      epochs: run.epochs,
      left: secondsLeft(run) ?? NaN,
      loss: latest?.trainLoss ?? NaN,
      validation: run.validations.at(-1)?.loss ?? NaN,
      speed: latest?.tokensPerSecond ?? 0,
    });
  return say('terminal.progress', {
    epoch: latest?.epoch ?? 0,
    epochs: run.epochs,
    left: secondsLeft(run) ?? NaN,
    perplexity: perplexityOf(latest?.trainLoss),
    validation: perplexityOf(run.validations.at(-1)?.loss),
    speed: latest?.tokensPerSecond ?? 0,
  });
}

/** The lines of an event that is said once; metrics are said by the progress line. */
export function linesOf(event: TrainingEvent, use: ModelUse): string[] {
  switch (event.kind) {
    case 'phase':
      return [say('terminal.phase', { phase: message(`phase.${event.phase}`) })];
    case 'started':
      return startedLines(event, use);
    case 'validation': {
      const { epoch, loss, bitsPerCharacter, best } = event.validation;
      if (!predictsTokens(use))
        return [say(best ? 'terminal.errorValidationBest' : 'terminal.errorValidation', { epoch, loss })];
      const reached = { epoch, perplexity: perplexity(loss) };
      if (bitsPerCharacter === undefined)
        return [say(best ? 'terminal.validationAloneBest' : 'terminal.validationAlone', reached)];
      const figures = { ...reached, bits: bitsPerCharacter };
      return [say(best ? 'terminal.validationBest' : 'terminal.validation', figures)];
    }
    case 'sample': {
      const { epoch, perplexity, prefix, continuation } = event.sample;
      const lines = `${prefix}${continuation}`.split('\n').map(line => `  ${line}`);
      return [say('terminal.sample', { epoch, perplexity }), ...lines];
    }
    case 'quality': {
      const { tokenAccuracy, bleu } = event.quality;
      return [say('terminal.quality', { share: tokenAccuracy, bleu })];
    }
    case 'baseline':
      if (!predictsTokens(use)) return [say('terminal.errorBaseline', event.baseline)];
      return [say('terminal.baseline', { name: event.baseline.name, perplexity: perplexity(event.baseline.loss) })];
    case 'labels':
      return labelReportLines(event.report);
    case 'series':
      return seriesReportLines(event.report);
    case 'voices': {
      const { read, weights } = event.voices;
      return [say('terminal.voices', { read, network: weights.network, counting: 1 - weights.network })];
    }
    case 'note':
      return [sentence(event.message)];
    case 'metrics':
    case 'reach':
    case 'checkpoint':
      return [];
  }
}

function startedLines(
  { corpus, engine, parameters }: Extract<TrainingEvent, { kind: 'started' }>,
  use: ModelUse,
): string[] {
  const { name, characters, tokens, vocabularySize: vocabulary, validationTokens: heldOut } = corpus;
  const threads = message('engine.threads', { count: engine.threads });
  return [
    !predictsTokens(use)
      ? say('terminal.corpusSeries', { name, tokens, heldOut })
      : heldOut > 0
        ? say('terminal.corpusHeldOut', { name, characters, tokens, heldOut, vocabulary })
        : say('terminal.corpus', { name, characters, tokens, vocabulary }),
    engine.chosen === 'counting'
      ? say('terminal.engine.none', { parameters })
      : say('terminal.engine', { parameters, engine: engine.chosen, threads, reason: engine.reason }),
  ];
}

export function resultLines(result: TrainingResult, use: ModelUse): string[] {
  const { reason, epochs, seconds, joules, validationLoss, trainLoss, learning, verdict, folder } = result;
  const figures = figuresOf(trainLoss, validationLoss, use);
  return [
    say(`terminal.end.${reason}`, { count: epochs, epochs, seconds, figures }),
    ...(learning
      ? [say('terminal.learning', { perplexity: perplexity(learning.loss), bits: learning.bitsPerCharacter })]
      : []),
    ...(joules === undefined ? [] : [say('terminal.energy', { wattHours: joules / 3600 })]),
    sentence(verdict),
    say('terminal.model', { folder }),
  ].filter(line => line !== '');
}

export const engineLines = ({ chosen, reason, measurements }: EngineReport): string[] => [
  ...measurements.map(({ engine, available, detail, tokensPerSecond: speed }) => {
    const measured = speed === undefined ? say('terminal.engine.available') : say('terminal.engine.speed', { speed });
    const state = available ? measured : say('terminal.engine.unavailable');
    return `${padded(engine, 11)}${padded(state, 18)}${sentence(detail)}`.trimEnd();
  }),
  say('terminal.engine.auto', { engine: chosen, reason }),
];

function figuresOf(training: number, validation: number | undefined, use: ModelUse): Message {
  if (!predictsTokens(use))
    return validation === undefined
      ? message('terminal.errorFigures', { training })
      : message('terminal.errorFiguresHeldOut', { validation, training });
  return validation === undefined
    ? message('terminal.figures', { training: perplexity(training) })
    : message('terminal.figuresHeldOut', { validation: perplexity(validation), training: perplexity(training) });
}
