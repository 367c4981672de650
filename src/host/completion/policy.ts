/** Whether a request for a suggestion is answered at all. */
import type { TriggerPolicy } from '../../options/editor';

export interface Occasion {
  policy: TriggerPolicy;
  /** The person asked: by the editor's own key, or by our command. */
  invoked: boolean;
  /** By our command, which works whatever the policy, but not in an excluded file. */
  commanded: boolean;
  languageId: string;
  languages: readonly string[];
  excluded: boolean;
  /** A letter stands before the cursor, and one behind it. */
  insideWord: boolean;
  /** Characters before the cursor, blanks left out. */
  written: number;
}

/** After a letter or two of a new text there is nothing to go by. */
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
