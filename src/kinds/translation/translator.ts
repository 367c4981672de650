/** A translation model with its vocabularies: sentences in, sentences out. */
import { UnrollError } from '../../protocol/errors';
import type { PairTextOptions } from '../../options/translation';
import type { SentenceTranslation } from '../../protocol/translation';
import { greedyTranslations } from './network/greedy';
import type { TranslationModel } from './network/model';
import { translateIds, type FoundTranslation } from './network/search';
import { EncodedSentences, eosIndex } from '../../text/pairs/pairCorpus';
import { passUnknownThrough, readSentence, writeSentence, type ReadSentence } from '../../text/pairs/pairLanguage';
import { unknownToken, type Vocabulary } from '../../text/tokens/vocabulary';
import { message } from '../../words/message';

export interface TranslatorParts {
  model: TranslationModel;
  sourceVocabulary: Vocabulary;
  targetVocabulary: Vocabulary;
  text: Pick<PairTextOptions, 'tokenisation' | 'normalise' | 'maxLength'>;
}

export interface BeamChoice {
  /** 1 is greedy. */
  beamSize: number;
  lengthPenalty: number;
}

interface SentenceToTranslate extends ReadSentence {
  sentence: string;
  known: boolean[];
  /** With `<eos>`. */
  ids: number[];
}

type Found = Omit<FoundTranslation, 'logProbability'>;

/** A sentence so many times longer than any the model was trained on cannot be translated sensibly. */
const mostOverLength = 10;

export class Translator {
  constructor(private readonly parts: TranslatorParts) {}

  /** @throws UnrollError 'bad-options' for a sentence far too long; whatever `pause` throws */
  async translate(sentence: string, beam: BeamChoice, pause: () => Promise<void>): Promise<SentenceTranslation> {
    const read = this.read(sentence);
    const { text, model } = this.parts;
    const { length } = read.ids;
    if (length > mostOverLength * text.maxLength)
      throw new UnrollError(
        'bad-options',
        message('error.sentenceTooLong', {
          tokens: message(`text.tokens.${text.tokenisation}`, { count: length - 1 }),
          most: text.maxLength,
        }),
      );
    // Nothing in it says anything to the model: a name, a number, code.
    if (!read.known.includes(true)) return { source: sentence, target: sentence, unknown: [...new Set(read.written)] };
    const found = await translateIds(model, read.ids, { ...beam, maxLength: this.longestFor(length) }, pause);
    return this.written(read, found);
  }

  /** Many sentences at once, greedily. */
  async translateAll(sentences: readonly string[], pause: () => Promise<void>): Promise<SentenceTranslation[]> {
    const read = sentences.map(sentence => this.read(sentence));
    const encoded = new EncodedSentences();
    let longest = 1;
    for (const { ids } of read) {
      encoded.push(ids);
      longest = Math.max(longest, ids.length);
    }
    const found = await greedyTranslations(this.parts.model, encoded, this.longestFor(longest), pause);
    return read.map((sentence, index) => this.written(sentence, found[index]!));
  }

  private read(sentence: string): SentenceToTranslate {
    const { sourceVocabulary, text } = this.parts;
    const read = readSentence(sentence.normalize('NFC'), text);
    const indices = read.tokens.map(token => sourceVocabulary.index(token));
    return { ...read, sentence, known: indices.map(index => index !== 0), ids: [...indices, eosIndex] };
  }

  private longestFor(sourceLength: number): number {
    const { maxLength } = this.parts.text;
    return sourceLength <= maxLength ? maxLength : 2 * sourceLength;
  }

  private written(read: SentenceToTranslate, { tokens, attention }: Found): SentenceTranslation {
    const { targetVocabulary, text } = this.parts;
    const named = tokens.map(token => (token === 0 ? undefined : targetVocabulary.token(token)));
    const target = passUnknownThrough(named, read.written, read.known, attention);
    return {
      source: read.sentence,
      target: writeSentence(target, read.sentence, text),
      unknown: [...new Set(read.written.filter((_, index) => !read.known[index]))],
      ...(attention
        ? {
            attention: {
              sourceTokens: [...read.written, '<eos>'],
              targetTokens: named.map(token => token ?? unknownToken),
              weights: attention,
            },
          }
        : {}),
    };
  }
}
