/** The most surprising passages of a text, for commands that go to the next one. */
import { levelOf } from '../../protocol/surprisal';
import type { MeasuredText, MeasuredWord } from './measuredText';

export interface Passage {
  line: number;
  from: number;
  to: number;
  bits: number;
}

const fewest = 5;
const share = 0.02;

/** The most surprising words in the order of the text; adjacent words form one passage. */
export function surprisingPassages(measured: MeasuredText): Passage[] {
  const marked: (Passage & { index: number })[] = [];
  let count = 0;
  for (const { line, words } of measured.all()) {
    count += words.length;
    for (const [index, word] of words.entries())
      if (levelOf(word) > 0) marked.push({ line, index, from: word.from, to: word.to, bits: strength(word) });
  }
  const chosen = marked
    .sort((a, b) => b.bits - a.bits)
    .slice(0, Math.max(fewest, Math.ceil(share * count)))
    .sort((a, b) => a.line - b.line || a.index - b.index);
  const passages: (Passage & { index: number })[] = [];
  for (const word of chosen) {
    const last = passages.at(-1);
    if (last?.line === word.line && last.index + 1 === word.index)
      Object.assign(last, { to: word.to, index: word.index, bits: Math.max(last.bits, word.bits) });
    else passages.push({ ...word });
  }
  return passages.map(({ line, from, to, bits }) => ({ line, from, to, bits }));
}

const strength = ({ bits, unknown }: MeasuredWord): number => (unknown ? bits + 1000 : bits);

/** The first passage after a place, or the last before it; undefined if there is none. */
export function onwards(
  passages: readonly Passage[],
  { line, character }: { line: number; character: number },
  direction: 1 | -1,
): Passage | undefined {
  const isBehind = (passage: Passage): boolean =>
    passage.line > line || (passage.line === line && passage.from > character);
  const isBefore = (passage: Passage): boolean =>
    passage.line < line || (passage.line === line && passage.to < character);
  return direction === 1 ? passages.find(isBehind) : passages.findLast(isBefore);
}

/** The same, but continues at the other end of the text. */
export const neighbour: typeof onwards = (passages, place, direction) =>
  onwards(passages, place, direction) ?? passages.at(direction === 1 ? 0 : -1);
