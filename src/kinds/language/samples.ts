/** Continuations of chosen prefixes, generated while the model trains. */
import type { Stepper } from '../../engine/contract';
import { createStepper } from '../../engine/stepper';
import { generateTokens } from '../../nn/generate';
import { stepperWeights, type LanguageModel } from './languageModel';
import type { TrainingOptions } from '../../options/language';
import { encodeWith, type Corpus } from '../../text/tokens/corpus';
import { Sampler } from '../../text/random/sampling';
import type { Samples } from '../../training/kind';
import type { Pause } from '../../training/pause';
import { detokenise } from '../../text/tokens/tokenise';

/** Where nobody chose a prefix, the first words of the text stand in. */
const defaultPrefixLength = 24;

export class SampleMaker {
  private readonly prefixes: string[];

  constructor(
    private readonly model: LanguageModel,
    private readonly corpus: Corpus,
    private readonly options: TrainingOptions,
    text: string,
  ) {
    this.prefixes = options.samplePrefixes.length > 0 ? options.samplePrefixes : [beginningOf(text)];
  }

  /** One continuation a prefix, with the present weights. The same seed each time, so that only the model changes. */
  async make(pause: Pause): Promise<Samples> {
    const { shape, parameters } = this.model;
    const stepper = createStepper(stepperWeights(shape, parameters.snapshot()));
    try {
      const samples: Samples['samples'] = [];
      for (const prefix of this.prefixes) {
        stepper.reset();
        samples.push({ prefix, continuation: await this.continue(stepper, prefix, pause) });
      }
      return { samples };
    } finally {
      stepper.dispose();
    }
  }

  private async continue(stepper: Stepper, prefix: string, pause: Pause): Promise<string> {
    const { vocabulary, tokeniser } = this.corpus;
    const { ids } = encodeWith(vocabulary, tokeniser, prefix);
    const sampler = new Sampler(
      vocabulary.size,
      {
        temperature: this.options.sampleTemperature,
        topK: 0,
        topP: 1,
        repetitionPenalty: 1,
        repetitionWindow: 0,
        seed: this.options.seed,
      },
      [0],
    );
    const tokens: string[] = [];
    for (const token of generateTokens(stepper, ids, sampler)) {
      tokens.push(vocabulary.token(token));
      if (tokens.length >= this.options.sampleLength) break;
      await pause();
    }
    return detokenise(tokens, tokeniser);
  }
}

function beginningOf(text: string): string {
  const beginning = text.trimStart().slice(0, 2 * defaultPrefixLength);
  const end = beginning.indexOf(' ', defaultPrefixLength);
  return beginning.slice(0, end === -1 ? defaultPrefixLength : end);
}
