/** The surprise of a text: the marks on its words, the hover of a word, the summary in the panel. */
export const surprise = {
  'surprise.name': 'Unroll: Surprise',
  'surprise.measuring': 'Surprise …',
  'surprise.mean': '{bits:decimal} bits a word',
  'surprise.explained': 'How surprising each word is to "{name:name}", which learns nothing from this text.',
  'surprise.marked': 'Marked is what is as unlikely as',
  'surprise.level': '1 in {odds:compact}',
  'surprise.clickToHide': 'A click hides the marks.',
  'surprise.hide': 'Hide',
  'surprise.word': '{bits:decimal} bits: 1 in {odds:compact}',
  'surprise.wordRare': '{bits:decimal} bits: less than 1 in {odds:compact}',
  'surprise.wordUnknown': '{bits:decimal} bits; a part of it is not in the vocabulary of the model',
  'surprise.by.all': 'all voices {bits:decimal} bits',
  'surprise.by.counting': 'counting {bits:decimal} bits',
  'surprise.by.network': 'network {bits:decimal} bits',
  'surprise.alternative': '{text:name} {probability:percent}',
  'surprise.alternatives': 'Likelier here: {words:message}',
  'surprise.noAlternatives': 'No word was likely here.',
  'surprise.readsAhead':
    '"{name:name}" reads what follows a word before it predicts it: no word of a text has a probability by it. Choose another model.',
  'surprise.nothing': 'Nothing in this text surprises "{name:name}".',

  'page.evaluation': 'Evaluation',
  'page.evaluation.of': 'How surprising is {text:name} to "{name:name}"?',
  'page.evaluation.legend': 'How words are marked in the text: by how unlikely the model found them',
  'page.evaluation.frozen': 'Frozen: nothing is learned from the text',
  'page.evaluation.learningExplained':
    'Each word is predicted before it is learned: another kind of figure, not to be compared with the frozen one.',
  'page.evaluation.heldOut': 'Held-out part of {text:name}',
  'page.evaluation.counting': '{text:name}, by counting alone',
  'page.evaluation.figures': 'perplexity {perplexity:decimal}, {bits:decimal} bits per character',
  'page.evaluation.size': '{characters:message}, {tokens:message}, {unknownTokens:integer} of them unknown',
  'page.evaluation.earlier': 'Earlier evaluations of this model',
  'page.evaluation.when': '{text:name}, {when:date}',
  'page.evaluation.kept':
    '{figures:text}; learning while it reads {learning:text}, counting alone {counting:text} bits per character',

  'help.surprisal':
    'print the text with its surprising words marked: in colours, or with their bits where NO_COLOR is set',
} as const;
