/** Models, their parts and their figures. */
export const models = {
  'cell.lstm': 'LSTM',
  'cell.lstm.detail': 'Keeps a memory cell behind three gates; the best first choice.',
  'cell.gru': 'GRU',
  'cell.gru.detail': 'Two gates and no memory cell; fewer weights, nearly as good.',
  'cell.rnn': 'RNN',
  'cell.rnn.detail': 'The plain recurrent network with tanh; forgets quickly.',
  'cell.rnn-relu': 'RNN (ReLU)',
  'cell.rnn-relu.detail': 'The plain recurrent network with ReLU; fast, less stable.',
  'cell.residual': 'Residual RNN',
  'cell.residual.detail': 'Adds to its state and forgets nothing: the first step from RNN to LSTM.',
  'cell.coupled': 'Coupled gates',
  'cell.coupled.detail': 'One gate both forgets and writes: the second step to LSTM.',
  'cell.independent': 'Independent gates',
  'cell.independent.detail': 'Forgets and writes by separate gates: the third step.',
  'cell.min-gru': 'minGRU',
  'cell.min-gru.detail': 'A modern GRU without recurrence in its gates; the fastest.',

  'tokens.char': 'Characters',
  'tokens.char.detail': 'Needs little text and can write any word.',
  'tokens.char.within': 'characters',
  'tokens.word': 'Words',
  'tokens.word.detail': 'Learns longer range, needs more text, knows only words it has seen.',
  'tokens.word.within': 'words',
  'tokens.bpe': 'Byte pairs',
  'tokens.bpe.detail': 'Pieces of words, learned on the text: between the two.',
  'tokens.bpe.within': 'byte pairs',

  'model.layers': {
    one: '{count:integer} layer of {hiddenSize:integer}',
    other: '{count:integer} layers of {hiddenSize:integer}',
  },
  'model.recurrent': '{cell:message}, {layers:message}, {tokens:message}',
  'model.recurrentBothWays': '{cell:message}, {layers:message}, both directions, {tokens:message}',
  'model.translation': 'Translation, {cell:message}, {layers:message}',
  'model.translationWithAttention': 'Translation, {cell:message} with attention, {layers:message}',
  'model.ngrams': '{order:message}, {tokens:message}',
  'ngrams.1': 'Unigrams',
  'ngrams.2': 'Bigrams',
  'ngrams.3': 'Trigrams',
  'ngrams.n': 'N-grams of order {order:integer}',

  'model.damaged': 'damaged',
  'model.perplexity': 'perplexity {perplexity:decimal}',
  'model.beingTrained': 'being trained',
  'model.stopped': 'stopped',
  'model.stoppedAfter': 'stopped after {epochs:tenths} of {planned:integer} epochs',
  'model.interrupted': 'interrupted',
  'model.interruptedAfter': 'interrupted after {epochs:tenths} of {planned:integer} epochs',
  'model.trainedOn': 'Trained on {name:name} ({characters:integer} characters)',
  'model.when': '{when:date}',
  'model.took': '{seconds:duration}',

  'preset.quick': 'Quick look',
  'preset.quick.detail': 'Done soonest, for a first impression: does this text work at all?',
  'preset.balanced': 'Balanced',
  'preset.balanced.detail': 'Good text for a few minutes at most, checked against a held-out part.',
  'preset.best': 'Best for this text',
  'preset.best.detail': 'As large a model and as many passes as this text rewards; worth it when you can wait.',
  'preset.book': 'As in the book, second edition',
  'preset.book.detail': 'The textbook experiment: the first 10,000 letters, read until they are known by heart.',
  'preset.book-1': 'As in the book, first edition',
  'preset.book-1.detail':
    'The older experiment: the first 10,000 characters as they stand, in windows that never shift.',
  'preset.line': 'about {seconds:about} · {model:message}, {epochs:message}',

  'evaluation.text':
    '{text:name} under "{name:name}": perplexity {perplexity:decimal}, {loss:decimal} nats per token, {bits:decimal} bits per character.',
  'evaluation.probability': 'Its probability is 10^{power:decimal} ({nats:decimal} nats).',
  'evaluation.trainedOn':
    '"{name:name}" was trained on this very text: the figures say how well it remembers it, not how well it expects what it has not seen.',
  'evaluation.readsAhead':
    '"{name:name}" also reads what follows a token before it predicts it, so these figures are no probability of the text and do not compare with those of other models.',
  'evaluation.size': '{tokens:message}, {characters:message}; log probability of the whole {nats:decimal} nats.',
  'evaluation.mostlyUnknown':
    '{share:percent} of "{text:name}" is unknown to "{name:name}", and all that is unknown is one token to it: a low perplexity says nothing here. Choose a text in the writing that it was trained on.',
  'evaluation.unknown': {
    one: '{count:integer} of {tokens:integer} tokens is unknown to the model.',
    other: '{count:integer} of {tokens:integer} tokens are unknown to the model.',
  },
  'evaluation.theSentence': 'The sentence',
  'evaluation.pairs': {
    one: '"{name:name}" on {count:integer} pair of {text:name}: {figures:message}',
    other: '"{name:name}" on {count:integer} pairs of {text:name}: {figures:message}',
  },
  'evaluation.pairs.figures':
    "BLEU {bleu:tenths} (by the notes' formula {notesBleu:decimal}), {exact:percent} of the sentences and {tokens:percent} of the tokens right, loss {loss:decimal} nats per token (by the book's count of steps {bookLoss:decimal}).",
} as const;
