/** The text of a job: sent along, or read by the worker itself (files too large for a TextDocument). */
export type TextSource = (
  | { kind: 'text'; text: string }
  /** `encoding` is what the person says that it is, by a name of the Encoding Standard; absent: found. */
  | { kind: 'file'; path: string; encoding?: string }
) & {
  name: string;
  /** Where an editor finds the text again; kept with the model. */
  uri?: string;
};
