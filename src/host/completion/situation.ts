/** Whether ghost text is active in a document, and if not, why. */
import type { TriggerPolicy } from '../../options/editor';
import type { Message } from '../../protocol/message';
import { message } from '../../words/message';

export interface GhostTextFacts {
  policy: TriggerPolicy;
  languageId: string;
  /** "Plain Text" */
  language: string;
  languages: readonly string[];
  excluded: boolean;
  /** Seconds until the snooze ends. */
  snoozed: number;
  /** The name of the active model; undefined without one. */
  model: string | undefined;
  /** Whether the model is being opened. */
  loading: boolean;
  /** The name of a model that was trained on this text, where another one is active. */
  own: string | undefined;
}

/** `speaks`: ghost text appears without a request; `says`: the state as a sentence. */
export function ghostTextState(facts: GhostTextFacts): { speaks: boolean; says: Message } {
  const { policy, languageId, language, languages, excluded, snoozed, model, loading } = facts;
  const quiet = (says: Message) => ({ speaks: false, says });
  if (excluded) return quiet(message('ghost.excluded'));
  if (model === undefined) return quiet(message('ghost.noModel'));
  if (policy === 'off') return quiet(message('ghost.off'));
  if (snoozed > 0) return quiet(message('ghost.snoozed', { seconds: snoozed }));
  if (policy === 'manual') return quiet(message('ghost.manual', { name: model }));
  if (!isSpoken(languageId, languages)) return quiet(message('ghost.otherLanguage', { language }));
  return { speaks: true, says: message(loading ? 'ghost.loading' : 'ghost.on', { name: model }) };
}

export const isSpoken = (languageId: string, languages: readonly string[]): boolean =>
  languages.includes('*') || languages.includes(languageId);
