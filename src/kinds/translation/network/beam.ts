/** Beam search over anything that can be advanced token by token; no tensors here. */

export interface BeamStep {
  /** log p of the next token: row r of candidate r, each V long. */
  logProbabilities: Float32Array;
  /** Something to remember of the step, a row: what attention looked at. */
  notes: number[][];
}

/** Keeps `rows` candidates side by side. */
export interface BeamDecoder {
  readonly vocabularySize: number;
  /** Row r goes on from what row parents[r] was, reading tokens[r]. */
  advance(tokens: readonly number[], parents: readonly number[]): BeamStep;
}

export interface BeamOptions {
  beamSize: number;
  /** alpha of the score (1 / L^alpha) sum log p, L the tokens of the candidate. */
  lengthPenalty: number;
  maxLength: number;
  begin: number;
  end: number;
  /** Tokens that are never taken. */
  forbidden: readonly number[];
}

export interface Candidate {
  /** Without the end token. */
  tokens: number[];
  logProbability: number;
  notes: number[][];
}

interface Live extends Candidate {
  row: number;
}

interface Extension {
  parent: Live;
  token: number;
  logProbability: number;
}

/**
 * The best finished candidate; at the greatest length the unfinished ones count too. A beam of 1 is greedy search. It ends once no
 * live candidate can overtake the best finished one. `pause` is awaited between steps and may throw to cancel.
 */
export async function beamSearch(
  decoder: BeamDecoder,
  options: BeamOptions,
  pause: () => Promise<void>,
): Promise<Candidate> {
  const score = ({ tokens, logProbability }: Candidate, finished: boolean): number =>
    logProbability / Math.pow(Math.max(1, tokens.length + (finished ? 1 : 0)), options.lengthPenalty);
  let live: Live[] = [{ tokens: [], logProbability: 0, notes: [], row: 0 }];
  let best: { candidate: Candidate; score: number } | undefined;
  const offer = (candidate: Candidate, value: number): void => {
    if (!best || value > best.score) best = { candidate, score: value };
  };

  for (let length = 0; length < options.maxLength && live.length > 0; length++) {
    const { logProbabilities, notes } = decoder.advance(
      rowsOf(live, options.beamSize, ({ tokens }) => tokens.at(-1) ?? options.begin),
      rowsOf(live, options.beamSize, ({ row }) => row),
    );
    const extensions = bestExtensions(live, logProbabilities, decoder.vocabularySize, options);
    const next: Live[] = [];
    for (const { parent, token, logProbability } of extensions) {
      const row = live.indexOf(parent);
      const candidate = { tokens: parent.tokens, logProbability, notes: parent.notes };
      if (token === options.end) offer(candidate, score(candidate, true));
      else
        next.push({
          tokens: [...parent.tokens, token],
          logProbability,
          notes: [...parent.notes, notes[row] ?? []],
          row,
        });
    }
    live = next;
    const ceiling = Math.max(
      ...live.map(({ logProbability }) => logProbability / Math.pow(options.maxLength, options.lengthPenalty)),
    );
    if (best && best.score >= ceiling) break;
    await pause();
  }
  if (!best) for (const candidate of live) offer(candidate, score(candidate, false));
  return best?.candidate ?? { tokens: [], logProbability: 0, notes: [] };
}

/** One value a row; rows without a candidate repeat the first. */
const rowsOf = (live: readonly Live[], rows: number, value: (candidate: Live) => number): number[] =>
  Array.from({ length: rows }, (_, row) => value(live[row] ?? live[0]!));

function bestExtensions(
  live: readonly Live[],
  logProbabilities: Float32Array,
  vocabularySize: number,
  { beamSize, forbidden }: BeamOptions,
): Extension[] {
  const best: Extension[] = [];
  live.forEach((parent, row) => {
    for (let token = 0; token < vocabularySize; token++) {
      const logProbability = parent.logProbability + logProbabilities[row * vocabularySize + token]!;
      const worst = best[beamSize - 1];
      if ((worst && logProbability <= worst.logProbability) || forbidden.includes(token)) continue;
      const at = best.findIndex(other => other.logProbability < logProbability);
      best.splice(at === -1 ? best.length : at, 0, { parent, token, logProbability });
      best.length = Math.min(best.length, beamSize);
    }
  });
  return best;
}
