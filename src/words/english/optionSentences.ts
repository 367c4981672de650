/** The description of each option, used for the settings of package.nls.json and the flags of the command line. */
export const optionSentences = {
  'option.tokenisation': 'What a token is.',
  'option.tokenisation.char': 'Characters (code points). Needs little text and can write any word.',
  'option.tokenisation.word': 'Words. Learns longer range, needs more text, and knows only the words it has seen.',
  'option.tokenisation.bpe': 'Byte pairs: pieces of words, learned from the text.',
  'option.clean': 'Keep only the letters A-Z, in lower case.',
  'option.minFrequency': 'A token that occurs less often becomes <unk>.',
  'option.bytePairVocabularySize': 'Tokens of a byte-pair vocabulary.',
  'option.maxTokens': 'Use the first n tokens only; 0 is all.',
  'option.vocabularyFrom': 'Whose tokens are known: those of the whole text (text) or of the first n alone (read).',

  'option.cell': 'The recurrent cell.',
  'option.hiddenSize': 'Units of each recurrent layer. More units learn more and train more slowly.',
  'option.layers': 'Recurrent layers, stacked on top of each other.',
  'option.embeddingSize': 'Size of the vector that stands for a token; 0 feeds one-hot tokens.',
  'option.embeddingSize.pairs': 'Size of the vectors that stand for tokens.',
  'option.tiedOutput':
    'The output layer uses the vectors that stand for tokens: fewer weights and less arithmetic where there are many tokens.',
  'option.heads':
    'Groups of units that read only their own state from step to step, which saves arithmetic; a divisor of the hidden size, 1 is the usual layer.',
  'option.layerNorm': 'The outputs of every layer are normalised before anything reads them.',
  'option.bidirectional':
    'Each layer reads the text in both directions. Such a model is for study only: it sees what follows, so it cannot continue a text.',
  'option.dropout':
    'Share of activations, between layers and before the output layer, that is dropped while training. More dropout resists memorising.',
  'option.weightDropout': 'Share of the weights from one time step to the next that is dropped while training.',
  'option.initialisation':
    'How the first weights are drawn: as large as suits each layer, with large embeddings (scaled) or small ones (uniform), or all small as in the textbook (book).',
  'option.initialisation.pairs': 'The first weights: uniform, scaled to the layer, or as in the textbook.',
  'option.oneWay': 'The encoder reads the source forwards only.',
  'option.withoutAttention': 'No attention.',

  'option.optimiser':
    'The update rule: Adam, plain gradient descent, or Muon for the matrices between layers and Adam for the rest.',
  'option.learningRate':
    'Peak learning rate. With the usual schedule the rate warms up to it and then falls until the end of training.',
  'option.clipNorm': 'Largest norm of the gradient, which is scaled down to it; 0 is off.',
  'option.schedule':
    'The learning rate over time: always the same, or falling after a warm-up, along a cosine to a tenth or straight to zero.',
  'option.averaging':
    'What is validated and kept is a running mean of the weights, which keeps this share of itself at every update: 0.99 is about the last 100 updates; 0 is no mean.',
  'option.warmUp': 'Share of all steps in which the rate rises to its peak; a constant rate has none.',

  'option.batchSize.text': 'How many sequences are trained at the same time.',
  'option.batchRamp':
    'How many times as many sequences the last epoch trains at the same time as the first, growing in between; 1 keeps their number.',
  'option.batchSize.pairs': 'How many pairs are trained at the same time.',
  'option.epochs.text':
    'How often the text is read at most: training may end earlier, after some epochs without a better validation loss.',
  'option.epochs.pairs':
    'How often the list of pairs is read at most: training may end earlier, after some epochs without a better validation loss.',
  'option.validationFraction.text':
    'Share of the text, taken from its end, that is held out to measure the model on what it has not seen.',
  'option.validationFraction.pairs':
    'Share of the pairs, taken from their end, that is held out to measure the model on what it has not seen.',
  'option.patience': 'Epochs without a better validation loss after which training ends; 0 never ends early.',
  'option.timeSteps': 'Tokens through which the gradient flows back (truncated backpropagation through time).',
  'option.sampling': 'The order of batches.',
  'option.windows':
    'Where the windows of an epoch begin: at an offset drawn anew for every epoch (shifting), or always at the first token (fixed).',
  'option.seed':
    'The seed of all random numbers: the same data, settings, engine and number of threads give the same model.',
  'option.threads': 'Threads that share a batch; 0 lets the number of cores decide.',
  'option.samplePrefixes':
    'Beginnings that the model continues while it trains, so that you see it learn; without any, the beginning of a line of the text.',
  'option.sampleLength': 'Tokens of a sample generated while training.',
  'option.sampleEverySeconds': 'Seconds of training between two samples at least.',
  'option.sampleSentences': 'Sentences that are translated while training; without any, some of the pairs.',
  'option.order': 'Tokens that are counted together: 1 unigrams, 2 bigrams, 3 trigrams.',

  'option.format': 'How pairs are written (parallel: the targets in a second file).',
  'option.sourceColumn': 'Column that holds the sources, counted from 1; 0: found.',
  'option.targetColumn': 'Column that holds the targets, counted from 1; 0: found.',
  'option.separator':
    'What separates the columns of a table: a character or a few, or tab, comma, semicolon, bar or space; without it, it is found.',
  'option.header': 'The first row of the table names its columns; without this it is found.',
  'option.headless': 'The first row of the table is a row like the others.',
  'option.maxPairs': 'Use the first n pairs only; 0 is all.',
  'option.asWritten': 'Keep capitals, and punctuation where it is.',
  'option.maxLength': 'Most tokens of a side, its end included.',
  'option.tooLong': 'What becomes of a longer pair.',

  'option.temperature':
    'Below 1 the likelier tokens are preferred, above 1 the rarer ones; 0 always takes the likeliest.',
  'option.topK': 'Draw from the k likeliest tokens; 0 is all.',
  'option.topP': 'Draw from the likeliest tokens that make up p; 1 is all.',
  'option.repetitionPenalty': 'Makes recent tokens less likely; 1 is off.',
  'option.repetitionWindow': 'How many tokens count as recent.',
  'option.samplingSeed': 'The same seed gives the same text.',
  'option.length': 'Tokens to generate.',
  'option.beamSize': 'Candidates that a translation follows at once (beam search); 1 always takes the likeliest token.',
  'option.lengthPenalty': 'How much a longer translation is preferred.',

  'option.engine': 'Which engine trains models and computes with them.',
  'option.engine.auto': 'Measures the engines that load and uses the fastest.',
  'option.engine.native':
    'Kernels compiled for this processor, where the extension has them. Checked against WebAssembly before use.',
  'option.engine.wasm': 'WebAssembly. Always available.',
  'option.engine.tfjs-node': 'TensorFlow’s native library, where @tensorflow/tfjs-node is installed.',
  'option.engine.cpu': 'Plain JavaScript. Slow, for comparison.',
  'option.tfjsNode.folder':
    'The node_modules folder in which @tensorflow/tfjs-node is installed. When empty, it is looked for beside the extension.',
  'option.exclude':
    'Files that are never read, neither to train on nor to continue or translate, besides those that usually hold secrets. A pattern without a slash is matched against the name of the file, any other against its path.',
  'option.completion.trigger': 'When ghost text is suggested.',
  'option.completion.trigger.automatic': 'While you type, after a short pause.',
  'option.completion.trigger.manual':
    'Only on request, with Unroll: Continue Text with Model or Trigger Inline Suggestion.',
  'option.completion.trigger.off': 'Only with Unroll: Continue Text with Model. No model is kept in memory otherwise.',
  'option.completion.languages': 'Language modes in which ghost text is suggested while you type. Use * for all.',
  'option.completion.maxLines': 'Most lines of a suggestion. A suggestion in the middle of a line stays on that line.',
  'option.completion.maxCharacters': 'Most characters of a suggestion.',
  'option.completion.learn':
    'Suggestions learn from the document as it is written: a line counts once it is finished. What is learned is kept in memory only; Unroll: Forget What Was Learned lets it go.',
  'option.completion.boldness': 'How sure a suggestion has to be to be shown while you type.',
  'option.completion.boldness.talkative': 'Much is shown: about one in four is right.',
  'option.completion.boldness.balanced': 'About two in five are right.',
  'option.completion.boldness.shy': 'Little is shown: about three in five are right.',
  'option.completion.learnCharacters':
    'Characters before the cursor that suggestions learn from, at most. To learn from none, switch learning off.',
  'option.completion.idleMinutes': 'Minutes without a suggestion or translation after which the model leaves memory.',
  'option.preset': 'Options sized from the text and this machine, as far as no flag sets them.',
  'option.seconds': 'How long training may take, about: the preset is sized by it, balanced where none is named.',
  'option.top': 'Tokens to list.',
  'option.heldOut': 'Only the pairs that training the model on this file held out.',
} as const;
