/** The ends and states of a training run. */
export const runs = {
  'run.kept': 'The model is kept as it was at step {step:integer}.',
  'run.nothingKept': 'Nothing had been saved yet; train again.',
  'run.cutOff': '{sentences:message}',
  'run.interrupted': 'This training was interrupted.',
  'run.stopForced': 'Training did not stop: nothing was heard of it for {seconds:duration}, so its process was ended.',
  'run.stoppedBeforeBegin': 'Training was stopped before it began.',
  'run.didNotStart': '"{name:name}" did not start. {cause:message}',

  'compare.which': 'Which models? Choose two or more.',
  'compare.tooFew': 'Comparing takes two models. Train another one first.',
  'compare.measuringKeys': 'Typing the held-out text, to see how many keys suggestions save',
  'compare.noKeys':
    'Keys saved could not be measured: nothing was held out, or the text has changed or is no longer where it was.',
  'compare.title': { one: '{count:integer} training', other: '{count:integer} trainings compared' },

  'export.how': 'As what?',
  'export.html': 'Page',
  'export.html.detail': 'Curves, samples and verdict as one HTML file, for any browser',
  'export.png': 'PNG',
  'export.png.detail': 'A picture as it is on the screen, for documents and chats',
  'export.svg': 'SVG',
  'export.svg.detail': 'Shapes and words, sharp at every size, for print and for drawing programs',
  'export.picture': 'A Chart as a Picture',
  'export.picture.detail': 'Opens the page of the training: "Save as Picture…" is below the chart',
  'export.csv': 'CSV',
  'export.csv.detail': 'The curves as a table, for a spreadsheet',
  'export.json': 'JSON',
  'export.json.detail': 'All that is known of the model and its training, for a program',
  'export.tensorboard': 'TensorBoard',
  'export.tensorboard.detail': 'The curves as an event file; put each run into a folder of its own',
  'export.done': 'Saved as "{name:name}".',
} as const;
