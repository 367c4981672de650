/** The voices of a language model, in groups whose weight is shown. */
export const voiceNames = ['orders', 'words', 'gaps', 'lines', 'shape', 'match', 'network'] as const;
export type VoiceName = (typeof voiceNames)[number];

/** How much each voice has to say, when the voices have read so much of the text. */
export interface VoiceReport {
  step: number;
  epoch: number;
  /** Share of the training part that they have read, 0..1. */
  read: number;
  /** Sum to one. */
  weights: Record<VoiceName, number>;
}
