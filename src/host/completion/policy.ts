/** Decides whether a request for a suggestion is answered. */
import type { TriggerPolicy } from '../../options/editor';

export interface Occasion {
  policy: TriggerPolicy;
  /** The person asked, by the editor's own key or by our command. */
  invoked: boolean;
  /** The person asked by our command, which works under every policy, but not in an excluded file. */
  commanded: boolean;
  languageId: string;
  languages: readonly string[];
  excluded: boolean;
  /** There is a letter before the cursor and one after it. */
  insideWord: boolean;
  /** Number of characters before the cursor without white space. */
  written: number;
}

/** One or two letters are too little context for a suggestion. */
const fewestWritten = 3;

export function isWanted(occasion: Occasion): boolean {
  const { policy, invoked, commanded, languageId, languages, excluded, insideWord, written } = occasion;
  if (excluded) return false;
  if (commanded) return true;
  if (policy === 'off') return false;
  if (invoked) return true;
  if (insideWord || written < fewestWritten) return false;
  return policy === 'automatic' && (languages.includes('*') || languages.includes(languageId));
}
