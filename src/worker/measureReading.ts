/** How fast this machine does what a run does besides its network's steps: measured on the text that is about to be trained on. */
import { initialParameters } from '../nn/shape';
import type { BesideNetwork } from '../options/expectedTime';
import type { LanguageModelOptions } from '../options/language';
import { mostTokensRead } from '../options/voiceLimits';
import { AdaptingLanguageModel } from '../kinds/language/adaptingNetwork';
import { learningLoss, type ReadingOn } from '../predictor/learningLoss';
import { canHaveVoices, units } from '../predictor/voicesOfRun';
import { Predictor } from '../predictor/voices/predictor';
import { runAtOnce, type Pausable } from '../text/pausable';
import { encodeText } from '../text/tokens/corpus';
import { Random } from '../text/random/random';

/** The reading is measured on so much of the text. */
const mostCharacters = 60_000;
const millisecondsOfVoices = 300;
const millisecondsWithNetwork = 400;

export type ReadingSpeeds = Pick<BesideNetwork, 'voices' | 'heldOut'>;

/**
 * Takes up to a second. The engine is the one in use.
 * @param tokens of the whole text
 */
export function measureReading(
  text: string,
  { text: textOptions, network, training }: LanguageModelOptions,
  tokens: number,
): ReadingSpeeds {
  const { ids, vocabulary } = encodeText(text.slice(0, mostCharacters), textOptions);
  if (network.bidirectional || ids.length === 0 || !canHaveVoices(vocabulary.size))
    return { voices: Infinity, heldOut: Infinity };
  const voices = Predictor.create({
    symbols: vocabulary.list,
    unit: units[textOptions.tokenisation],
    textLength: Math.min(tokens, mostTokensRead),
    example: ids,
    externals: 1,
  });
  const half = ids.length >> 1;
  const alone = tokensPerSecond(millisecondsOfVoices, reading =>
    learningLoss(voices, ids.subarray(0, half), undefined, none, reading),
  );
  const shape = { ...network, vocabularySize: vocabulary.size };
  const adapting = new AdaptingLanguageModel(shape, initialParameters(shape, new Random(training.seed)));
  try {
    const together = tokensPerSecond(millisecondsWithNetwork, reading =>
      learningLoss(voices, ids.subarray(half), adapting, none, reading),
    );
    return { voices: alone, heldOut: together };
  } finally {
    adapting.dispose();
  }
}

const none = new Int32Array(0);

/** The first quarter of the time is left out: functions are compiled then. */
function tokensPerSecond(milliseconds: number, read: (reading: ReadingOn) => Pausable<unknown>): number {
  const began = performance.now();
  let from = began;
  let tokens = 0;
  const each = (): void => {
    tokens++;
    if (from > began || performance.now() - began < milliseconds / 4) return;
    from = performance.now();
    tokens = 0;
  };
  runAtOnce(read({ each, timeGone: () => (performance.now() - began) / milliseconds }));
  return (1000 * Math.max(1, tokens)) / Math.max(1e-3, performance.now() - from);
}
