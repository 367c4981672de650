/** How much voices read at most, and for how long: what a run does, and what its expected time is computed from. */

/** Only the end of longer texts is read: the text before it hardly changes the counts, and reading it would take too long. */
export const mostTokensRead = 2_000_000;
/** The same number as in a validation. */
export const mostTokensHeldOut = 250_000;
/** After the last epoch: what the voices have not read beside the training, and the held-out text; what does not fit is left out. */
export const secondsToReadWithVoices = 60;
/** The share of this time for the rest of the training part. */
export const shareForTraining = 0.5;
