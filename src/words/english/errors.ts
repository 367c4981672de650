/** Errors, with what to do next. */
export const errors = {
  'error.unexpected':
    'Something unexpected happened: {text:text}. Try again; [[what follows|the log]] has the details.',
  'error.cancelled': 'Cancelled.',
  'error.busy': 'A model is being trained already. Stop it first, or wait for it.',
  'error.malformedRequest':
    'The background process was asked for "{name:name}" in a way it does not understand. Reload the window; if it happens again, please report it.',
  'error.twoVersions': 'Two versions of Unroll are running at once. Reload the window.',
  'error.workerDied':
    'The background process ended unexpectedly ({detail:message}). Try again; the log has the details.',
  'death.mute': 'it did not answer for {seconds:tenths} s',
  'death.channelClosed': 'it closed its channel',
  'death.withWords': '{how:message}: {words:text}',
  'error.workerKeepsDying': 'The background process that continues text keeps ending. Reload the window to try again.',

  'error.excluded':
    '"{name:name}" is never read: files of that name usually hold secrets, or the setting unroll.exclude names it. Choose another file.',
  'error.nothingLeftByCleaning':
    'Nothing of "{name:name}" is left after the clean-up, which keeps the letters A to Z alone. Train without [[--clean|it]].',
  'error.allTooRare': {
    one: 'No token of "{name:name}" occurs {minFrequency:integer} times; each occurs once. Lower [[--min-frequency|the least frequency]] to {count:integer}.',
    other:
      'No token of "{name:name}" occurs {minFrequency:integer} times; the commonest occurs {count:integer} times. Lower [[--min-frequency|the least frequency]] to {count:integer} or less.',
  },
  'error.nulCharacters':
    '"{name:name}" has NUL characters (line {line:integer}), which no text has. Take them out, or [[give|open]] a text file.',
  'error.folderForFile': '"{name:name}" is a folder. Give a file.',
  'error.unknownEncoding': 'There is no encoding "{encoding:text}". Try utf-8, utf-16le, windows-1252 or gb18030.',
  'error.partlyUtf8':
    '"{name:name}" is UTF-8 but for some bytes, the first of them in line {line:integer}. Mend them, or say what all of it is [[(--encoding)|(the setting files.encoding)]].',
  'error.otherEncoding':
    '"{name:name}" is not {encoding:text}: line {line:integer} has bytes that it does not have. Choose another encoding [[(--encoding)|(the setting files.encoding)]].',
  'error.likelyEncoding':
    '"{name:name}" is not UTF-8 (line {line:integer}). It may be {candidates:text}. Say which [[(--encoding)|(the setting files.encoding)]], or save it as UTF-8.',
  'error.notUtf8':
    '"{name:name}" is not UTF-8 (line {line:integer}). Say what its encoding is [[(--encoding)|(the setting files.encoding)]], or save it as UTF-8; if it is no text, [[give|open]] another file.',
  'error.blankText': '"{name:name}" holds nothing but white space. Give a text that has something in it.',
  'error.emptyText': '"{name:name}" is empty. Give a text that has something in it.',
  'error.textTooShort':
    '"{name:name}" has only {tokens:message}; at least {fewest:integer} are needed. [[Give|Open]] a longer text.',
  'text.tokens.char': { one: '{count:integer} character', other: '{count:integer} characters' },
  'text.tokens.word': { one: '{count:integer} word', other: '{count:integer} words' },
  'text.tokens.bpe': { one: '{count:integer} token', other: '{count:integer} tokens' },
  'error.fileTooLarge': '"{name:name}" is larger than {most:bytes}. Train on a part of it.',
  'error.fileNotFound': 'There is no file "{path:text}". Check the name.',
  'error.fileUnreadable': '"{name:name}" could not be read. Check that you may open it.',
  'error.pipe': '"{name:name}" is a pipe or a device, not a file. Choose a file of text.',
  'error.device': '"{name:name}" is a device, not a file. Choose a file of text.',
  'error.oneTextNeeded': 'One text is needed here, and {count:integer} were given.',
  'error.nothingLeftToEvaluate':
    'Nothing of "{text:name}" is left after the clean-up that "{name:name}" was trained with. Choose another text.',
  'error.otherText':
    'The training of "{name:name}" cannot go on: it began with "{began:name}", and "{given:name}" is another text. Restore the text, or train a new model.',
  'error.changedText':
    'The training of "{name:name}" cannot go on: "{text:name}" has changed since it began. Restore the text, or train a new model.',

  'error.selectionTooLong':
    'The selection has {characters:integer} characters, and {most:integer} are the most that can be translated at once. Select less of the text.',
  'error.nothingToLabel': 'There is nothing to label. Give some words.',
  'error.nothingToTranslate': 'There is nothing to translate. [[Give some words.|Select some words and try again.]]',
  'error.textTooLongToTranslate':
    'A text of {characters:integer} characters is far too long to translate at once; {most:integer} are the most. Translate it in parts.',
  'error.sentenceTooLong':
    'A sentence of {tokens:message} is far too long for a model trained on up to {most:integer}. Split it into shorter sentences.',
  'error.otherData': 'The model is judged by other data than these. Choose another model.',
  'error.pairsInJson':
    '"{name:name}" holds JSON, not a table. Write each pair on a line of its own: source, tab, target.',
  'error.noPairs': '"{name:name}" has no sentence pairs. Check which columns hold them.',
  'error.notSeparated':
    'The lines of "{name:name}" are not cut into columns by {separator:message}. [[Leave --separator out to have it found, or name another.|Choose another separator.]]',
  'error.noPairText': 'There is no text with sentence pairs. Choose one.',
  'error.pairColumnsUnknown': 'It is not said where the sentence pairs stand in the text.',
  'error.secondTextNeeded': 'Parallel texts come in two files, one sentence a line in each. Give the second file too.',
  'error.tooFewPairs': '"{name:name}" has {found:message}; at least 2 are needed. {hint:message}',
  'pairs.noneUsable': 'no sentence pair that can be used',
  'pairs.oneUsable': 'only 1 sentence pair that can be used',
  'error.allPairsTooLong':
    'All {pairs:integer} pairs of "{name:name}" are longer than {most:integer} tokens. Raise the longest sentence [[(--max-length) |]]to {needed:integer}, or have longer ones cut[[ (--too-long truncate)|]].',
  'pairs.countLeftOut': '{found:message} (left out: {reasons:list})',
  'pairs.hint.tsv': 'Write each pair on a line of its own: source, tab, target.',
  'pairs.hint.csv': 'Check which two columns hold the sentences.',
  'pairs.hint.parallel': 'Line n of the second text must translate line n of the first.',

  'error.engineMemory': 'The memory of the engine is full. Take a smaller batch, fewer steps or fewer units.',
  'error.threadSilent': 'A training thread stopped answering. Train again, with fewer threads.',
  'error.threadFailed': 'Another training thread failed: {cause:message}',
  'error.threadGone': 'it ended without a word.',
  'error.tooLittleMemory':
    'To train this model takes about {need:bytes} of memory, and there are {there:bytes}. Choose fewer layers, a smaller vocabulary, a smaller batch or a shorter text.',
  'error.tooLittleMemoryFor':
    'To train this model takes about {need:bytes} of memory, and there are {there:bytes}. A hidden size of {hiddenSize:integer} would fit; so may fewer layers or a smaller batch.',
  'error.weightsMissing': 'The weights "{name:name}" are missing. Train the model again.',
  'error.weightsNoMatrix': '"{name:name}" is not a matrix. The files of the model do not fit together; train it again.',
  'error.weightsNoVector': '"{name:name}" is not a vector. The files of the model do not fit together; train it again.',
  'error.weightsOfOtherShape': 'Weights of shape [{found:text}] do not fit [{wanted:text}]. Train the model again.',
  'error.weightsShape':
    'The weights "{name:name}" have a shape that does not fit. Restore the file, or train the model again.',
  'error.diverges':
    'The loss keeps growing without bound. Train again with a lower learning rate or a smaller clip norm.',

  'error.tooManyNgrams': 'This text has too many different n-grams to keep. Choose a lower order, or a shorter text.',
  'error.countsDamaged': 'The counts of this model are damaged. Restore its folder from a copy, or count again.',
  'error.cannot.continue': '"{name:name}" cannot continue a text. Choose another model.',
  'error.cannot.translate': '"{name:name}" cannot translate. Choose another model, or train one on sentence pairs.',
  'error.cannot.label': '"{name:name}" does not label texts. Train a classifier on labelled texts first.',
  'error.cannot.forecast': '"{name:name}" does not forecast. Train a forecast on a series of numbers first.',
  'error.cannot.evaluate': '"{name:name}" cannot be evaluated. Choose another model.',
  'error.bidirectional':
    '"{name:name}" is bidirectional: it reads the text after the cursor too, so it cannot continue one. Train a model without that option.',

  'error.otherKind': '"{name:name}" is a model of another kind. Choose another model.',
  'error.vocabularyDoesNotFit':
    'The weights of this model do not fit its vocabulary. Restore its folder from a copy, or train the model again.',
  'error.modelFileDamaged':
    'The file "{name:name}" of this model is damaged. Restore it from a copy, or delete the model and train it again.',
  'error.newerVersion': 'This model was made by a newer version of Unroll. Update Unroll to use it.',
  'error.noModelHere': 'There is no model in this folder. Choose another one, or train a model.',
  'error.neverSaved': 'The model has no "{name:name}": its training ended before it was saved. Train it again.',
  'error.trainingDone':
    'The training of "{name:name}" came to its end: there is nothing to go on with. Train the model further, or train a new one.',
  'error.changedVocabulary':
    'The training of "{name:name}" cannot go on: its text is now cut into other tokens than those the model knows. Restore vocabulary.json of its folder, or train a new model.',
  'error.trainedElsewhere':
    '"{name:name}" is being trained by another process ({process:text}). Stop that training, or wait for its end.',
  'error.trainedSomewhere': '"{name:name}" is being trained by another process. Wait for its end.',

  'error.notSaved': '"{name:name}" cannot be saved: {cause:message}',
  'error.modelNotSaved': 'The model cannot be saved: {cause:message}',
  'error.keptElsewhere': 'The model is kept in {folder:text} instead: move that folder to where your models are.',
  'error.notRead': '"{name:name}" cannot be read: {cause:message}',
  'disk.full': 'the disk that holds {folder:text} is full. Free some space, then try again.',
  'disk.forbidden': 'access to {folder:text} is denied. Change its permissions, or choose another folder.',
  'disk.tooManyFiles':
    'too many files are open on this machine. Close some programs, or raise the limit (ulimit -n), then try again.',
  'disk.gone': 'the folder {folder:text} is not there. Make it, or choose another place.',
  'disk.readOnly': '{folder:text} is on a disk that can only be read. Choose a folder that can be written to.',
  'disk.pathTooLong': 'its path is too long. Choose a folder with a shorter path.',
  'disk.linksInCircle': 'the links of {folder:text} lead round in a circle. Remove them, or choose another folder.',
  'disk.noFolder': '{folder:text} is not a folder. Choose another one.',
  'disk.isFolder': 'a folder has that name. Choose another one.',
  'disk.failing': 'the disk that holds {folder:text} reports an error. Check the disk, then try again.',
  'disk.other': 'the system reports "{code:text}". Try again.',
} as const;
