/** Continuations of chosen prefixes, generated while the model trains. */
import { createStepper } from '../../engine/stepper';
import { generateTokens } from '../../nn/generate';
import type { LanguageModel } from './languageModel';
import type { TrainingOptions } from '../../options/language';
import { encodeWith, type Corpus } from '../../text/tokens/corpus';
import { Sampler } from '../../text/random/sampling';
import type { Samples, SampleSource } from '../../training/observer';
import { detokenise } from '../../text/tokens/tokenise';

/** Where nobody chose a prefix, the first words of the text stand in. */
const defaultPrefixLength = 24;

export class SampleMaker implements SampleSource {
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
  make(): Samples {
    const stepper = createStepper(this.model.stepperWeights());
    try {
      const samples = this.prefixes.map(prefix => {
        stepper.reset();
        return { prefix, continuation: this.continue(stepper, prefix) };
      });
      return { samples };
    } finally {
      stepper.dispose();
    }
  }

  private continue(stepper: ReturnType<typeof createStepper>, prefix: string): string {
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
    }
    return detokenise(tokens, tokeniser);
  }
}

function beginningOf(text: string): string {
  const beginning = text.trimStart().slice(0, 2 * defaultPrefixLength);
  const end = beginning.indexOf(' ', defaultPrefixLength);
  return beginning.slice(0, end === -1 ? defaultPrefixLength : end);
}
