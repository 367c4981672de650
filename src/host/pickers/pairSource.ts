/** Asks for sentence pairs: a text, the place of the pairs in it, and the second of two parallel texts. */
import * as vscode from 'vscode';
import { defaultColumnOptions, type PairTextOptions } from '../../options/translation';
import type { FoundPairs } from '../../protocol/translation';
import type { TextSource } from '../../protocol/textSource';
import type { Inference } from '../process/inference';
import { given, isSomething } from '../given';
import { canBeRead, textAt, type PickedText } from './textSource';
import type { Message } from '../../protocol/message';
import { warn } from '../notify';
import { separatorMessage } from '../../words/separators';
import { message, plain } from '../words';

export interface PickedPairs {
  text: PickedText;
  target: TextSource | undefined;
  columns: Pick<PairTextOptions, 'format' | 'separator' | 'sourceColumn' | 'targetColumn' | 'header' | 'headless'>;
  /** A sentence on the pairs that were found. */
  description: Message;
  /** Most words occur once, so that characters are the better tokens. */
  wordsOccurOnce: boolean;
}

/**
 * Undefined if the person cancels.
 * @param second the second of two parallel texts, passed in place of a question
 * @throws UnrollError as reading the text does
 */
export async function pickPairs(
  inference: Inference,
  text: PickedText,
  second?: TextSource,
): Promise<PickedPairs | undefined> {
  const { name } = text.source;
  if (second !== undefined) return parallel(text, second);
  const found = await inference.request('inspectPairs', { source: text.source });
  if (found) {
    const { format, separator, sourceColumn, targetColumn, header } = found;
    return {
      text,
      target: undefined,
      columns: { format, separator, sourceColumn, targetColumn, header, headless: !header },
      description: say(found),
      wordsOccurOnce: found.wordsOccurOnce,
    };
  }
  const chosen = await warn(message('pairs.none', { name }), message('action.chooseSecondText'));
  const target = chosen && (await askForTarget());
  return target && parallel(text, target);
}

/** The second of two parallel texts, passed in place of a question: its text or its URI. */
export async function givenTarget(name: string, argument: unknown): Promise<TextSource | undefined> {
  const target = given(argument, 'target', isSomething);
  if (target instanceof vscode.Uri) return (await canBeRead(target)) ? (await textAt(target)).source : undefined;
  return typeof target === 'string' ? { kind: 'text', name: `${name} (target)`, text: target } : undefined;
}

/** Undefined if the person cancels. */
export async function askForTarget(): Promise<TextSource | undefined> {
  const openLabel = plain(message('action.useAsTranslation'));
  const [uri] = (await vscode.window.showOpenDialog({ canSelectMany: false, openLabel })) ?? [];
  return uri && (await textAt(uri)).source;
}

const parallel = (text: PickedText, target: TextSource): PickedPairs => ({
  text,
  target,
  columns: { ...defaultColumnOptions, format: 'parallel' },
  description: message('pairs.parallel', { source: text.source.name, target: target.name }),
  wordsOccurOnce: false,
});

const say = ({ separator, sourceColumn, targetColumn, example }: FoundPairs): Message =>
  message('pairs.columns', {
    sourceColumn: sourceColumn + 1,
    targetColumn: targetColumn + 1,
    separator: separatorMessage(separator),
    ...example,
  });
