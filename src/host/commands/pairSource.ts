/** The sentence pairs a command works on: a text, where the pairs stand in it, and the second of two parallel texts. */
import * as vscode from 'vscode';
import type { FoundPairs, PairTextOptions } from '../../protocol/translation';
import type { TextSource } from '../../protocol/textSource';
import type { Inference } from '../process/inference';
import { textAt, type PickedText } from './textSource';

export interface PickedPairs {
  text: PickedText;
  target: TextSource | undefined;
  columns: Pick<PairTextOptions, 'format' | 'sourceColumn' | 'targetColumn' | 'header'>;
  /** What was found, in plain words. */
  description: string;
}

/**
 * Undefined when the person backs out.
 * @param second the second text of a pair of parallel ones, passed in place of a question
 * @throws UnrollError as reading the text does
 */
export async function pickPairs(
  inference: Inference,
  text: PickedText,
  second?: string,
): Promise<PickedPairs | undefined> {
  const { name } = text.source;
  if (second !== undefined) return parallel(text, targetText(name, second));
  const found = await inference.findPairs(text.source);
  if (found) {
    const { format, sourceColumn, targetColumn, header } = found;
    return {
      text,
      target: undefined,
      columns: { format, sourceColumn, targetColumn, header },
      description: say(found),
    };
  }
  const choose = vscode.l10n.t('Choose Second Text…');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t(
      '"{0}" has no two columns of sentences. Write each pair on a line of its own: source, tab, target; or choose a second text that translates this one line by line.',
      name,
    ),
    choose,
  );
  const target = answer === choose ? await askForTarget() : undefined;
  return target && parallel(text, target);
}

/** The second of two parallel texts as a test or another extension passes it. */
export function givenTarget(argument: unknown): string | undefined {
  if (typeof argument !== 'object' || argument === null || !('target' in argument)) return undefined;
  return typeof argument.target === 'string' ? argument.target : undefined;
}

export const targetText = (name: string, text: string): TextSource => ({
  kind: 'text',
  name: `${name} (target)`,
  text,
});

/** Undefined when the person backs out. */
export async function askForTarget(): Promise<TextSource | undefined> {
  const openLabel = vscode.l10n.t('Use as Translation');
  const [uri] = (await vscode.window.showOpenDialog({ canSelectMany: false, openLabel })) ?? [];
  return uri && (await textAt(uri)).source;
}

const parallel = (text: PickedText, target: TextSource): PickedPairs => ({
  text,
  target,
  columns: { format: 'parallel', sourceColumn: 0, targetColumn: 1, header: false },
  description: vscode.l10n.t('Two parallel texts: line by line, {0} and {1}', text.source.name, target.name),
});

function say({ format, sourceColumn, targetColumn, example }: FoundPairs): string {
  const pair = `${shortened(example.source)} → ${shortened(example.target)}`;
  return format === 'tsv'
    ? vscode.l10n.t('Pairs separated by tabs: {0}', pair)
    : vscode.l10n.t('Columns {0} and {1} of a CSV: {2}', sourceColumn + 1, targetColumn + 1, pair);
}

const shortened = (text: string): string => (text.length > 40 ? `${text.slice(0, 39)}…` : text);
