/** The voices of a language model, in groups whose weight is shown. */
export const voiceNames = ['orders', 'words', 'gaps', 'lines', 'shape', 'match', 'network'] as const;
export type VoiceName = (typeof voiceNames)[number];

/** The weight of each voice after the voices have read a part of the text. */
export interface VoiceReport {
  step: number;
  epoch: number;
  /** Share of the training part that was read, 0..1. */
  read: number;
  /** The weights sum to 1. */
  weights: Record<VoiceName, number>;
}
