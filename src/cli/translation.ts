/** What the commands for translation do and print. */
import type { SentenceTranslation, TranslationEvaluation } from '../protocol/translation';
import { defaultSearchOptions, searchTable } from '../options/translation';
import { capabilityOf } from '../kinds/implementations';
import { toUnrollError, UnrollError } from '../protocol/errors';
import { unusable } from './failure';
import { isInput, linesOfInput } from './input';
import { valueOrStandard, type FlagValues } from './optionFlags';
import { count, padded, say, sentence, type Terminal } from './terminal';
import { usableTo, withModel } from './usingModel';

/** @param given without any, the lines of standard input @returns the exit code */
export const translate = (
  name: string,
  given: readonly string[],
  values: FlagValues,
  terminal: Terminal,
): Promise<number> =>
  withModel(name, usableTo('translate'), values, terminal, async (model, signal) => {
    const translateText = capabilityOf(model, 'translate');
    const json = values['json'] === true;
    const beamSize = valueOrStandard(searchTable.entries.beamSize, values);
    const asked = { modelFolder: model.folder, beamSize, lengthPenalty: defaultSearchOptions.lengthPenalty };
    const texts = !isInput(given) ? given : await linesOfInput(terminal, signal);
    let failures = 0;
    for (const [index, text] of texts.entries()) {
      const result = await (text.trim() === '' && texts.length > 1
        ? { text: '', sentences: [], refused: [], milliseconds: 0 }
        : translateText({ ...asked, text }, signal).catch((thrown: unknown) => {
            const error = toUnrollError(thrown);
            if (texts.length === 1 || error.code !== 'bad-options') throw error;
            terminal.remark(say('terminal.textFailed', { number: index + 1, cause: error.sentence }));
            return undefined;
          }));
      const { sentences = [], refused = [] } = result ?? {};
      const [first] = refused;
      const isFailure = first !== undefined && sentences.length === 0;
      if (isFailure && texts.length === 1) throw new UnrollError('bad-options', first.cause);
      for (const { cause } of refused) terminal.remark(say('terminal.textFailed', { number: index + 1, cause }));
      if (!result || first) failures++;
      // One line for each text, so that line n of the output translates text n.
      terminal.print(json ? JSON.stringify(result ?? null) : isFailure ? '' : (result?.text ?? ''));
      const unknown = unknownWords(sentences);
      if (unknown.length > 0 && !json) terminal.remark(say('terminal.unknownWords', { words: unknown.join(', ') }));
    }
    return failures > 0 ? unusable : 0;
  });

const unknownWords = (sentences: readonly SentenceTranslation[]): string[] => [
  ...new Set(sentences.flatMap(({ unknown }) => unknown)),
];

export const evaluationLines = (evaluation: TranslationEvaluation): string[] => {
  const { loss, bookLoss, tokenAccuracy, exactMatch, corpusBleu, notesBleu } = evaluation;
  const rows = [
    [say('terminal.evaluation.pairs'), count(evaluation.pairs)],
    [say('terminal.evaluation.loss'), say('terminal.evaluation.loss.value', { loss, bookLoss })],
    [say('terminal.evaluation.tokens'), say('terminal.evaluation.tokens.value', { share: tokenAccuracy })],
    [say('terminal.evaluation.exact'), say('terminal.evaluation.exact.value', { share: exactMatch })],
    [say('terminal.evaluation.bleu'), say('terminal.evaluation.bleu.value', { bleu: corpusBleu })],
    ...(corpusBleu === 0 && exactMatch > 0 ? [['', say('terminal.evaluation.bleu.short')] as const] : []),
    [say('terminal.evaluation.notesBleu'), say('terminal.evaluation.notesBleu.value', { bleu: notesBleu })],
  ] as const;
  return [...evaluation.notes.map(sentence), ...rows.map(([name, value]) => `${padded(name, 17)}${value}`)];
};
