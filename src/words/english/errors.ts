/** What went wrong, and what to do next. */
export const errors = {
  'error.unexpected': 'Something unexpected happened: {text:text}. Try again; the log has the details.',
  'error.cancelled': 'Cancelled.',

  'error.excluded': '"{name:name}" is excluded by the setting unroll.exclude. Change the setting if it may be read.',
  'error.selectionTooLong':
    'The selection has {characters:integer} characters, and {most:integer} are the most that can be translated at once. Select less of the text.',

  'error.weightsMissing': 'The weights "{name:name}" are missing. Train the model again.',
  'error.weightsNoMatrix': '"{name:name}" is not a matrix. The files of the model do not fit together; train it again.',
  'error.weightsNoVector': '"{name:name}" is not a vector. The files of the model do not fit together; train it again.',
  'error.weightsOfOtherShape': 'Weights of shape [{found:text}] do not fit [{wanted:text}]. Train the model again.',
  'error.diverges':
    'The loss keeps growing without bound. Train again with a lower learning rate or a smaller clip norm.',

  'error.nothingLeftToEvaluate':
    'Nothing of "{text:name}" is left after the clean-up that "{name:name}" was trained with. Choose another text.',

  'error.workerDied': 'The background process ended unexpectedly ({detail:text}). Try again; the log has the details.',
  'error.workerKeepsDying': 'The background process that continues text keeps ending. Reload the window to try again.',
} as const;
