/** Attention weights as numbers: one row per target token, one column per source token. */
import type { SentenceTranslation } from '../src/protocol/translation';
import { say } from './words';

type Attention = NonNullable<SentenceTranslation['attention']>;

export interface Cell {
  /** 0..1 */
  weight: number;
  percent: string;
  /** Whether no other source token has a larger weight. */
  most: boolean;
  title: string;
}

export interface AttentionRow {
  target: string;
  cells: Cell[];
}

export const attentionRows = ({ sourceTokens, targetTokens, weights }: Attention): AttentionRow[] =>
  targetTokens.map((target, row) => {
    const shares = sourceTokens.map((_, column) => finite(weights[row]?.[column]));
    const most = Math.max(...shares);
    return {
      target,
      cells: shares.map((weight, column) => {
        const percent = String(Math.round(100 * weight));
        const title = say('page.attention.cell', { target, source: sourceTokens[column] ?? '', share: weight });
        return { weight, percent, most: weight === most && most > 0, title };
      }),
    };
  });

const finite = (weight = 0): number => (Number.isFinite(weight) ? weight : 0);
