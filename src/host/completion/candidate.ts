/** The last answer. It is kept, so that typing what it says needs no new request and accepting a part of it does not make it flicker. */

export interface Candidate {
  document: string;
  modelFolder: string;
  /** The end of the text before the cursor at the time of the request. */
  before: string;
  /** Offset of that cursor in the document, UTF-16 units. */
  offset: number;
  /** Text after the cursor on its line. If it changes, the answer has to be trimmed again. */
  lineSuffix: string;
  /** The text that is shown, then the alternatives. */
  texts: readonly string[];
}

export type Situation = Omit<Candidate, 'texts'>;

/** The rest of the candidate at this cursor and of its alternatives that fit; empty when the text that was shown does not fit. */
export function reuse(candidate: Candidate | undefined, situation: Situation): string[] {
  if (!candidate) return [];
  const rests = candidate.texts.map(text => restOf({ ...candidate, text }, situation));
  return rests[0] === undefined ? [] : rests.flatMap(rest => (rest ? [rest] : []));
}

function restOf(candidate: Situation & { text: string }, situation: Situation): string | undefined {
  const { document, modelFolder, lineSuffix, before, offset } = situation;
  const same =
    candidate.document === document && candidate.modelFolder === modelFolder && candidate.lineSuffix === lineSuffix;
  const typed = offset - candidate.offset;
  if (!same || typed < 0 || typed > candidate.text.length) return undefined;
  return endsAlike(candidate.before + candidate.text.slice(0, typed), before) ? candidate.text.slice(typed) : undefined;
}

/** Compares the ends: either text may have been cut at its beginning. */
function endsAlike(one: string, other: string): boolean {
  const length = Math.min(one.length, other.length);
  return one.slice(one.length - length) === other.slice(other.length - length);
}

/** Rejected texts, by the place where they were offered. */
export class Rejections {
  private readonly places: { situation: Situation; texts: Set<string> }[] = [];

  /** To be called at every cursor: a person who types something else than was shown rejects it. */
  notice(candidate: Candidate | undefined, situation: Situation): void {
    const shown = candidate?.texts[0];
    if (!candidate || shown === undefined || candidate.document !== situation.document) return;
    const typed = situation.before.slice(situation.before.length - (situation.offset - candidate.offset));
    const goesOn =
      situation.offset > candidate.offset &&
      endsAlike(candidate.before, situation.before.slice(0, situation.before.length - typed.length));
    if (!goesOn || shown.startsWith(typed) || typed.startsWith(shown)) return;
    const known = this.at(candidate);
    if (known) known.texts.add(shown);
    else this.places.push({ situation: candidate, texts: new Set([shown]) });
    if (this.places.length > mostPlaces) this.places.shift();
  }

  isRejected(situation: Situation, text: string): boolean {
    return this.at(situation)?.texts.has(text) === true;
  }

  private at({ document, offset, before }: Situation): (typeof this.places)[number] | undefined {
    return this.places.find(
      ({ situation }) =>
        situation.document === document && situation.offset === offset && endsAlike(situation.before, before),
    );
  }
}

const mostPlaces = 50;
