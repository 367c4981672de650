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
  /** The suggest widget is open with an item selected: ghost text would have to begin with it. */
  suggestWidget: boolean;
}

export function isWanted(occasion: Occasion): boolean {
  const { policy, invoked, commanded, languageId, languages, excluded, suggestWidget } = occasion;
  if (excluded) return false;
  if (commanded) return true;
  if (suggestWidget || policy === 'off') return false;
  if (invoked) return true;
  return policy === 'automatic' && (languages.includes('*') || languages.includes(languageId));
}
