/** What becomes of a training run. */
export const runs = {
  'run.kept': 'The model is kept as it was at step {step:integer}.',
  'run.nothingKept': 'Nothing had been saved yet; train again.',
  'run.cutOff': '{sentences:message}',
  'run.interrupted': 'This training was interrupted.',
  'run.elsewhere': 'Another process still trains this model.',
  'run.stopForced': 'Training did not stop: nothing was heard of it for {seconds:duration}, so its process was ended.',
  'run.stoppedBeforeBegin': 'Training was stopped before it began.',
  'run.didNotStart': '"{name:name}" did not start. {cause:message}',
} as const;
