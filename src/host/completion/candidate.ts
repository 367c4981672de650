/** The last answer, kept so that typing along with it costs nothing and a partly accepted one does not flicker. */

export interface Candidate {
  document: string;
  modelFolder: string;
  /** The end of the text before the cursor when the answer was asked for. */
  before: string;
  /** Offset of that cursor in the document, UTF-16 units. */
  offset: number;
  /** Text after the cursor on its line: a change there makes another trimming necessary. */
  lineSuffix: string;
  text: string;
}

export type Situation = Omit<Candidate, 'text'>;

/** What is left of the candidate at this cursor; undefined when it does not fit, '' when nothing is left. */
export function reuse(candidate: Candidate | undefined, situation: Situation): string | undefined {
  if (!candidate) return undefined;
  const { document, modelFolder, lineSuffix, before, offset } = situation;
  const same =
    candidate.document === document && candidate.modelFolder === modelFolder && candidate.lineSuffix === lineSuffix;
  const typed = offset - candidate.offset;
  if (!same || typed < 0 || typed > candidate.text.length) return undefined;
  const expected = candidate.before + candidate.text.slice(0, typed);
  const length = Math.min(expected.length, before.length);
  return expected.slice(expected.length - length) === before.slice(before.length - length)
    ? candidate.text.slice(typed)
    : undefined;
}
