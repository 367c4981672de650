/** The text of a job: sent along, or read by the worker itself (files too large for a TextDocument). */
export type TextSource = ({ kind: 'text'; text: string } | { kind: 'file'; path: string }) & {
  name: string;
  /** Where an editor finds the text again; kept with the model. */
  uri?: string;
};
