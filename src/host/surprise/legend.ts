/** The legend of the marks and the hover of a word. */
import * as vscode from 'vscode';
import type { Message } from '../../protocol/message';
import type { Explanation } from '../../protocol/surprisal';
import { surpriseLevels } from '../../protocol/surprisal';
import { commands } from '../ids';
import { markdown, message } from '../words';
import type { MeasuredWord } from './measuredText';

const odds = (bits: number): number => 2 ** bits;

function document(...paragraphs: string[]): vscode.MarkdownString {
  const text = new vscode.MarkdownString(paragraphs.join('\n\n'));
  text.supportHtml = true;
  text.isTrusted = { enabledCommands: [commands.toggleSurprise] };
  return text;
}

/** A swatch of each level with its lower limit as odds. */
function legendLine(): string {
  const swatches = surpriseLevels.map((bits, level) => {
    const words = markdown(message('surprise.level', { odds: odds(bits) }));
    return `<span style="background-color:var(--vscode-unroll-surprise${level + 1});">&nbsp;${words}&nbsp;</span>`;
  });
  return swatches.join(' ');
}

export const legend = (name: string): vscode.MarkdownString =>
  document(
    markdown(message('surprise.explained', { name })),
    `${markdown(message('surprise.marked'))} ${legendLine()}`,
    markdown(message('surprise.clickToHide')),
  );

/** Odds beyond 1 in 2^40 are shown as this limit, since no model is accurate there. */
const mostBits = 40;

function wordMessage({ bits, unknown }: MeasuredWord): Message {
  if (unknown) return message('surprise.wordUnknown', { bits });
  return message(bits > mostBits ? 'surprise.wordRare' : 'surprise.word', {
    bits,
    odds: odds(Math.min(bits, mostBits)),
  });
}

export function explanation(word: MeasuredWord, { by, alternatives }: Explanation): vscode.MarkdownString {
  const sources = by.map(({ who, bits }) => message(`surprise.by.${who}`, { bits }));
  const others = alternatives.map(({ text, probability }) => message('surprise.alternative', { text, probability }));
  return document(
    markdown(wordMessage(word)),
    markdown(message('parts', { parts: sources })),
    markdown(
      others.length === 0
        ? message('surprise.noAlternatives')
        : message('surprise.alternatives', { words: message('parts', { parts: others }) }),
    ),
    `${legendLine()} · [${markdown(message('surprise.hide'))}](command:${commands.toggleSurprise})`,
  );
}
