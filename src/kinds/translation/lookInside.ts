/** What happens inside the encoder as it reads a sentence, and how the first token of the translation reaches back. */
import * as tf from '@tensorflow/tfjs-core';
import { UnrollError } from '../../protocol/errors';
import type { InsideReport } from '../../protocol/inside';
import { bosIndex, eosIndex } from '../../text/pairs/pairCorpus';
import { readSentence } from '../../text/pairs/pairLanguage';
import { splitSentences } from '../../text/pairs/sentences';
import type { Pause } from '../../training/pause';
import { message } from '../../words/message';
import { keptAt } from '../inside/report';
import { mostTokensOf, signalsOf } from '../inside/signals';
import { seenInPassage } from '../inside/wholePassage';
import type { LoadedTranslator } from './loadTranslator';
import { encoderShape } from './network/shape';

/** Of the passage the first sentence: the encoder reads one at a time. @throws UnrollError 'bad-options' for a passage without any */
export async function lookInsideTranslation(
  { manifest, model, sourceVocabulary, targetVocabulary }: LoadedTranslator,
  passage: string,
  pause: Pause,
): Promise<InsideReport> {
  const { text } = manifest.options;
  const sentence = splitSentences(passage.normalize('NFC')).find(({ kind }) => kind === 'sentence')?.text;
  if (sentence === undefined) throw new UnrollError('bad-options', message('error.noSentence'));
  const shape = encoderShape(model.shape);
  const most = mostTokensOf(
    shape.layers * (shape.bidirectional ? 2 : 1) * signalsOf(shape.cell).length,
    shape.hiddenSize,
  );
  const read = readSentence(sentence, text);
  const tokens = read.tokens.slice(0, most - 1);
  const ids = [...tokens.map(token => sourceVocabulary.index(token)), eosIndex];
  const source = tf.tensor2d(ids, [ids.length, 1], 'int32');
  const bos = tf.tensor2d([bosIndex], [1, 1], 'int32');
  try {
    const first = tf.tidy(() => tf.argMax(model.scoresAfter(model.traceEncoder(source), bos), 1).dataSync()[0]!);
    const { lines, ...seen } = await seenInPassage(
      {
        shape,
        steps: ids.length,
        trace: nudges => model.traceEncoder(source, nudges),
        score: traces => tf.sum(tf.slice(model.scoresAfter(traces, bos), [0, first], [1, 1])),
      },
      pause,
    );
    const between = text.tokenisation === 'word' ? ' ' : '';
    return {
      model: manifest.name,
      answer: { what: 'translation', name: targetVocabulary.token(first) },
      reach: { ...keptAt(manifest), timeSteps: text.maxLength, lines },
      tokens: [...read.written.slice(0, tokens.length).map(token => `${token}${between}`), '<eos>'],
      ...seen,
    };
  } finally {
    tf.dispose([source, bos]);
  }
}
