/** Translations shown while a model trains, and how good they are. */
import type { TranslationModel } from './network/model';
import type { PairSet } from './network/task';
import type { PairTextOptions } from '../../options/translation';
import { EncodedSentences, type PairCorpus } from '../../text/pairs/pairCorpus';
import type { SentencePair } from '../../text/pairs/pairs';
import { appraiseTeacherForced, scoreTranslations } from './appraisal';
import { Translator } from './translator';
import type { Samples } from '../../training/kind';
import type { Pause } from '../../training/pause';

/** Where nobody chose sentences, so many pairs stand in. */
const shownPairs = 4;
/** Enough for a BLEU that does not jump about, few enough for a fraction of a second. */
const judgedPairs = 128;

export interface JudgedPairs {
  corpus: PairCorpus;
  /** What `corpus.kept` points into. */
  pairs: readonly SentencePair[];
}

export class TranslationSamples {
  private readonly translator: Translator;
  private readonly set: PairSet;
  private readonly pairs: SentencePair[];
  private readonly all: readonly SentencePair[];
  private readonly sentences: readonly string[];

  /** @param chosen sentences to show; none takes some of the pairs */
  constructor(
    private readonly model: TranslationModel,
    { corpus, pairs }: JudgedPairs,
    private readonly text: PairTextOptions,
    chosen: readonly string[],
  ) {
    const { sourceVocabulary, targetVocabulary } = corpus;
    this.translator = new Translator({ model, sourceVocabulary, targetVocabulary, text });
    this.all = pairs;
    const places = spread(corpus.source.count, judgedPairs);
    this.set = { source: subset(corpus.source, places), target: subset(corpus.target, places) };
    this.pairs = places.map(place => pairs[corpus.kept[place]!]!);
    this.sentences =
      chosen.length > 0 ? chosen : spread(this.pairs.length, shownPairs).map(place => this.pairs[place]!.source);
  }

  async make(pause: Pause): Promise<Samples> {
    const shown = await this.translator.translateAll(this.sentences, pause);
    const sources = this.pairs.map(({ source }) => source);
    const translations = await this.translator.translateAll(sources, pause);
    const translated = this.pairs.map((pair, index) => ({ pair, translation: translations[index]!.target }));
    const { tokenAccuracy } = await appraiseTeacherForced(this.model, this.set, pause);
    const { corpusBleu: bleu, exactMatch } = scoreTranslations(translated, this.text, this.all);
    return {
      samples: shown.map(({ source, target }) => ({ prefix: source, continuation: ` → ${target}` })),
      quality: { tokenAccuracy, bleu, exactMatch },
    };
  }
}

/** At most `most` of the places 0..count-1, evenly. */
function spread(count: number, most: number): number[] {
  const taken = Math.min(count, most);
  return Array.from({ length: taken }, (_, index) => Math.floor((index * count) / taken));
}

function subset(sentences: EncodedSentences, places: readonly number[]): EncodedSentences {
  const chosen = new EncodedSentences();
  for (const place of places) chosen.push(sentences.at(place));
  return chosen;
}
