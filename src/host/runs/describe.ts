/** Models and runs in a few plain words. */
import type { CellName, LanguageModelOptions, NgramOptions, Tokenisation } from '../../protocol/model';
import type { TranslationOptions } from '../../protocol/translation';
import type { ModelManifest } from '../../store/types';
import { perplexity, type TrainingResult } from '../../protocol/metrics';

export const cellLabels: Record<CellName, { name: string; description: string }> = {
  lstm: { name: 'LSTM', description: 'Keeps a memory cell behind three gates; the best first choice.' },
  gru: { name: 'GRU', description: 'Two gates and no memory cell; fewer weights, nearly as good.' },
  rnn: { name: 'RNN', description: 'The plain recurrent network with tanh; forgets quickly.' },
  'rnn-relu': { name: 'RNN (ReLU)', description: 'The plain recurrent network with ReLU; fast, less stable.' },
  residual: {
    name: 'Residual RNN',
    description: 'Adds to its state and forgets nothing: the first step from RNN to LSTM.',
  },
  coupled: { name: 'Coupled gates', description: 'One gate both forgets and writes: the second step to LSTM.' },
  independent: { name: 'Independent gates', description: 'Forgets and writes by separate gates: the third step.' },
  'min-gru': { name: 'minGRU', description: 'A modern GRU without recurrence in its gates; the fastest.' },
};

export const tokenisationLabels: Record<Tokenisation, { name: string; description: string }> = {
  char: { name: 'Characters', description: 'Needs little text and can write any word.' },
  word: { name: 'Words', description: 'Learns longer range, needs more text, knows only words it has seen.' },
  bpe: { name: 'Byte pairs', description: 'Pieces of words, learned on the text: between the two.' },
};

/** "LSTM, 1 layer of 256, characters" */
export function describeModel({ network, text }: LanguageModelOptions): string {
  const layers = network.layers === 1 ? '1 layer' : `${network.layers} layers`;
  const both = network.bidirectional ? ', both directions' : '';
  return `${cellLabels[network.cell].name}, ${layers} of ${network.hiddenSize}${both}, ${tokenisationLabels[text.tokenisation].name.toLowerCase()}`;
}

/** "Translation, GRU with attention, 1 layer of 256" */
export function describeTranslation({ network }: TranslationOptions): string {
  const layers = network.layers === 1 ? '1 layer' : `${network.layers} layers`;
  return `Translation, ${cellLabels[network.cell].name}${network.attention ? ' with attention' : ''}, ${layers} of ${network.hiddenSize}`;
}

/** "Trigrams, characters" */
export function describeNgrams({ order, text }: NgramOptions): string {
  const name = ['Unigrams', 'Bigrams', 'Trigrams'][order - 1] ?? `N-grams of order ${order}`;
  return `${name}, ${tokenisationLabels[text.tokenisation].name.toLowerCase()}`;
}

export function describeManifest(manifest: ModelManifest): string {
  switch (manifest.kind) {
    case 'language-model':
      return describeModel(manifest.options);
    case 'ngram-model':
      return describeNgrams(manifest.options);
    case 'translation-model':
      return describeTranslation(manifest.options);
  }
}

/** Three digits or so of exp(loss). */
export function perplexityText(loss: number): string {
  const value = perplexity(loss);
  if (!Number.isFinite(value)) return 'not a number';
  if (value >= 1000) return '> 1000';
  return value.toFixed(value < 10 ? 2 : 1);
}

export function durationText(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${(minutes / 60).toFixed(1)} h`;
}

/** One sentence for the message at the end of a run. */
export function describeResult(name: string, result: TrainingResult): string {
  const loss = result.validationLoss ?? result.trainLoss;
  const which = result.validationLoss === undefined ? 'perplexity' : 'held-out perplexity';
  const ending = result.reason === 'stopped' ? 'was stopped and saved' : 'is trained';
  const after = result.seconds < 1 ? '' : ` after ${durationText(result.seconds)}`;
  return `"${name}" ${ending}: ${which} ${perplexityText(loss)}${after}.`;
}
