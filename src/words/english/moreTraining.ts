/** More than one training: of a model that is there already, one after the other, several at once. */
export const moreTraining = {
  'note.parent': 'It begins with the weights of "{name:name}".',
  'note.allKnown': 'The model knows all {tokens:integer} tokens of this text.',
  'note.unknownToParent': {
    one: '{count:integer} of {tokens:integer} tokens is unknown to the model and read as <unk>.',
    other:
      '{count:integer} of {tokens:integer} tokens are unknown to the model and read as <unk> ({types:integer} different ones).',
  },
  'error.mostlyUnknown':
    '{share:percent} of the tokens of "{name:name}" are unknown to the model, so it has nothing to build on. Train a new model on this text.',
  'error.notTrainedFurther':
    'Models of the kind of "{name:name}" are not trained further. Train a new one on all of the text.',
  'verdict.notImproved': 'Training further has not improved it: the weights are as they were.',

  'further.which': 'Which model should be trained further?',
  'further.title': 'Train "{name:name}" Further ({step:integer}/{steps:integer})',
  'further.onWhat': 'On which text?',
  'further.same': 'The Same Text',
  'further.other': 'Another File…',
  'further.open': 'The Open Text',
  'further.epochs': 'Epochs: how often the text is read again',
  'further.none': 'There is no model that could be trained further. Train an LSTM or another network first.',
  'further.name': '{name:name} + {text:name}',
  'training.waits': '"{name:name}" waits until "{running:name}" is trained.',
  'action.startNow': 'Start Now',
  'action.removeFromLine': 'Remove from Line',
  'line.waiting': 'waiting · {model:message}',
  'line.running': '{share:percent} · {model:message}',
  'line.runningLoss': '{share:percent} · perplexity {perplexity:decimal} · {model:message}',
  'line.models': { one: '{count:integer} model', other: '{count:integer} models' },
  'view.filtered': 'filter: {filter:name}',
  'arrange.how': 'How should the models be arranged?',
  'arrange.now': 'now',
  'arrange.order': 'Order',
  'arrange.groups': 'Groups',
  'arrange.filter': 'Filter',
  'arrange.newest': 'Newest First',
  'arrange.name': 'By Name',
  'arrange.best': 'Best First (Bits per Character of Held-Out Text)',
  'arrange.flat': 'One List',
  'arrange.byText': 'By the Text They Were Trained On',
  'arrange.filterBy': 'Filter…',
  'arrange.showAll': 'Show All',
  'arrange.filterPrompt': 'Show models that have these words in name, cell or text',
  'status.waiting': {
    one: '{count:integer} training waits for its end',
    other: '{count:integer} trainings wait for its end',
  },

  'model.parent': 'Trained further from {name:name}',
} as const;
