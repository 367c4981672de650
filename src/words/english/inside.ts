/** The pages on the inside of a model and on several models that read the same text. */
export const inside = {
  'inside.title': 'Inside {name:name}',
  'inside.which': 'Which model do you want to look into?',
  'inside.none':
    'There is no recurrent model of texts yet: one that continues, translates or labels them. Train one first.',
  'inside.looking': 'Looking into "{name:name}" …',
  'inside.passage': 'A sentence for the model to read',
  'error.noInside':
    '"{name:name}" has no states that go from one token to the next: there is nothing to look into. Choose a recurrent model that continues, translates or labels texts.',
  'error.noInside.bothWays':
    '"{name:name}" reads both ways to predict what it has already seen, so its states say nothing of what comes. Choose a model that reads forwards.',
  'error.noInside.series':
    '"{name:name}" reads numbers, and a passage of text has none to show it with. Show Forecast has what it makes of them.',
  'error.noSentence': 'There is no sentence in this passage. Select one that the model can translate.',
  'error.notAmongVoices': 'This model has no such voice.',

  'page.inside': 'Inside the model',
  'page.inside.of': 'Inside "{name:name}"',
  'page.inside.signal.h': 'Hidden state',
  'page.inside.signal.c': 'Memory cell',
  'page.inside.signal.input': 'Input gate',
  'page.inside.signal.forget': 'Forget gate',
  'page.inside.signal.output': 'Output gate',
  'page.inside.signal.reset': 'Reset gate',
  'page.inside.signal.update': 'Update gate',
  'page.inside.reverse': '{signal:message}, read backwards',
  'page.inside.layerBackwards': '{layer:integer}, backwards',
  'page.inside.answer.label':
    'Its network, which reads the passage and then answers, labels it {name:name}. The statistics beside it have no states.',
  'page.inside.answer.translation':
    'Its encoder, which reads the whole sentence before a word is said. The translation begins with {name:name}.',
  'page.inside.ofLayer': '{signal:message}, layer {layer:integer}',
  'page.inside.unitOf': '{signal:message}, unit {unit:integer}',
  'page.inside.unitOfLayer': '{signal:message}, layer {layer:integer}, unit {unit:integer}',

  'page.reach': 'How gradients reach back',
  'page.reach.explained':
    'How much what a state held so many steps earlier still changes a prediction: the norm of the gradient of its loss, mean over several places of the text.',
  'page.reach.explained.label':
    'How much what a state held so many steps before the end of the passage still changes the label: the norm of the gradient of its score.',
  'page.reach.explained.translation':
    'How much what a state held so many steps before the end of the sentence still changes the first word of the translation: the norm of the gradient of its score.',
  'page.reach.vanishes': {
    one: 'After {count:integer} step less than a hundredth of it is left: what came earlier teaches next to nothing.',
    other:
      'After {count:integer} steps less than a hundredth of it is left: what came earlier teaches next to nothing.',
  },
  'page.reach.lasts': {
    one: 'After {count:integer} step more than a hundredth of it is still left.',
    other: 'After {count:integer} steps more than a hundredth of it is still left.',
  },
  'page.reach.explodes':
    'It grows to {times:decimal} times its size on the way back: such gradients explode unless they are clipped.',
  'page.reach.cuts': {
    one: 'Training cuts it off after {count:integer} step.',
    other: 'Training cuts it off after {count:integer} steps.',
  },
  'page.reach.cut': 'Cut off',
  'page.reach.stepsBack': 'Steps back',
  'page.reach.norm': 'Norm of the gradient',
  'page.reach.at': { one: '{count:integer} step back', other: '{count:integer} steps back' },
  'page.reach.atStart': '{line:message}, at the start',
  'page.reach.chart': 'Norm of the gradient by steps back: {lines:list}',
  'page.reach.clipped': 'Clipped above',

  'page.inside.following': 'Units that follow something in the text',
  'page.inside.chosen':
    'For each of these the unit that goes with it most. It was chosen on one half of {text:name} ({tokens:integer} tokens), its correlation measured on the other.',
  'page.inside.chosenHeldOut':
    'For each of these the unit that goes with it most. It was chosen on one half of the held-out part of {text:name} ({tokens:integer} tokens), its correlation measured on the other.',
  'page.inside.noneFollowing': 'None follows quotation marks, brackets, lines or words that clearly.',
  'page.inside.tooShort':
    'To find units that follow something, open the text that the model was made from, or another one of at least {tokens:integer} tokens, and look again.',
  'page.inside.follows': 'Follows',
  'page.inside.correlation': 'Correlation',
  'page.inside.feature.quotes': 'Text between quotation marks',
  'page.inside.feature.brackets': 'Depth in brackets',
  'page.inside.feature.linePlace': 'Length of the line so far',
  'page.inside.feature.indentation': 'Indentation of the line',
  'page.inside.feature.wordPlace': 'Length of the word so far',
  'page.inside.feature.wordEnd': 'The end of a word is next',
  'page.inside.feature.blank': 'After a blank',
  'page.inside.feature.sentencePlace': 'Length of the sentence so far',
  'page.inside.feature.capital': 'Capital letter',
  'page.inside.feature.digit': 'Digit',

  'page.inside.passage': 'A unit over the passage',
  'page.inside.layer': 'Layer',
  'page.inside.shown': 'Shown',
  'page.inside.unit': 'Unit',
  'page.inside.units': 'of {count:integer}',
  'page.inside.howToMove': 'Point at the text, or move over it with the arrow keys, to read a value.',
  'page.inside.value': '{token:name}: {value:decimal}',

  'readers.which': 'Models that read the text, two or more',
  'readers.tooFew':
    'Reading side by side needs two models that continue texts. Train another one on the same text first.',
  'readers.title': 'Read by {count:integer} models',
  'readers.voices': 'Contexts and matches, without the network',
  'readers.reading': 'Reading with {count:integer} models …',
  'page.readers': 'The same text, read by several',
  'page.readers.explained':
    'How surprising each part is to each of them; none learns anything from it. The stronger the colour, the more surprising.',
  'page.readers.colour': 'Coloured',
  'page.readers.words': 'Words',
  'page.readers.tokens': 'Tokens',
  'page.readers.bits': '{bits:decimal} bits per character',
  'page.readers.counting': 'Counting, as in "{name:name}"',
  'page.readers.at': '{part:name}: {values:dots}',
  'page.readers.value': '{name:name} {bits:decimal} bits',
  'page.readers.valueUnknown': '{name:name} does not know it',
} as const;
