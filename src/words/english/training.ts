/** A training run: phases, notes, end and results. */
export const training = {
  'phase.process': 'Starting the background process',
  'phase.reading': 'Reading the text',
  'phase.tokenising': 'Building the vocabulary',
  'phase.fitting': 'Fitting plain methods',
  'phase.measuring': 'Measuring the engines',
  'phase.training': 'Training',
  'phase.saving': 'Saving the model',
  'phase.voices': 'Reading the text with voices that learn',

  'verdict.unjudged':
    'Nothing was held out, so nobody can say whether it learned or memorised. Hold out a part of the text to find out.',
  'verdict.tooEarly':
    'It ended before it was held against the held-out part, so nobody can say whether it learned or memorised. Resume it to find out.',
  'verdict.mostlyUnknown':
    '{share:percent} of the held-out tokens are unknown to the model: its figures cannot be compared with those of others.',
  'verdict.worse-than-guessing':
    'Worse than guessing: picking tokens by how often they occur would predict the held-out text as well. Train longer, or with a lower learning rate.',
  'verdict.gap':
    'It predicts text it has not seen much worse than the text it was trained on. The end of the text may be unlike the rest; else use more text, or a smaller model.',
  'verdict.memorised':
    'It knows much of the training text by heart, and that far better than text it has not seen. More text, a smaller model or more dropout would change that.',
  'verdict.underfitted':
    'Underfitted: it has hardly learned yet. Train for more epochs, or with a higher learning rate.',
  'verdict.worse-than-counting':
    'This model has not beaten counting yet: a table of n-grams predicts the held-out text at least as well. Train longer, or use more text.',
  'verdict.good': 'Good: it predicts text it has not seen nearly as well as the text it was trained on.',
  'verdict.level':
    'It predicts text it has not seen nearly as well as the text it was trained on; what counting reaches was not compared.',
  'verdict.beatsCounting': 'It predicts text it has not seen better than counting does.',
  'verdict.behindCounting': 'It has not beaten counting yet.',
  'verdict.translation.judged':
    'Of sentences it has not seen it translates {exact:percent} word for word as they should be; BLEU {bleu:tenths}.',
  'verdict.translation.useless': 'That is next to nothing. Train longer, or on more pairs.',
  'verdict.translation.tryCharacters':
    'Where words are dates, codes or names, let it read characters[[ (--tokens char)|]].',
  'verdict.translation.gist': 'That gives the gist at best. Train longer, or on more pairs.',
  'verdict.translation.good': 'Good: most of what it has not seen it can translate.',
  'verdict.counted': 'Counted.',
  'verdict.copied': {
    one: 'The longest passage of the sample that is copied from the text has {count:integer} character ({share:percent} of it).',
    other:
      'The longest passage of the sample that is copied from the text has {count:integer} characters ({share:percent} of it).',
  },

  'result.trained': '"{name:name}" is trained: {figure:message} after {seconds:duration}.',
  'result.stopped': '"{name:name}" was stopped and saved: {figure:message} after {seconds:duration}.',
  'result.unmeasured':
    'It was stopped before it was measured on text that it has not seen: the model in use stays in use.',
  'result.betterTrained':
    'It was stopped before it was measured, and the model in use fits this text better, so it stays in use.',
  'result.better': 'The model in use is better on this text, so it stays in use.',
  'result.perplexity': 'training perplexity {perplexity:decimal}',
  'result.heldOutPerplexity': 'validation perplexity {perplexity:decimal}',

  'note.diverged':
    'The loss was no longer a number at step {step:integer}: back to the weights of step {back:integer}, with half the learning rate.',
  'note.resumed': {
    one: 'Resumed at step {step:integer}, after {count:integer} whole epoch.',
    other: 'Resumed at step {step:integer}, after {count:integer} whole epochs.',
  },
  'note.notSaved': 'The run so far could not be saved; it goes on, and saving is tried again. {cause:message}',
  'note.tooShortToHoldOut': 'The text is too short to hold a part of it out, so there is no validation curve.',
  'note.shortText': 'The text is short: batches are {rows:integer} rows of {steps:integer} tokens.',
  'note.tooFewPairsToHoldOut': 'There are too few pairs to hold some of them out, so there is no validation curve.',
  'note.allWordsKept': 'No word occurs {times:integer} times, so all words are kept.',
  'note.voicesReadPart':
    'The voices that learn have read {read:integer} of the {all:integer} tokens of the text: the rest would have taken too long.',
  'note.encoding':
    '"{name:name}" was read as {encoding:name}. If that is wrong, [[say --encoding|change the setting files.encoding]].',
  'note.unevenTexts':
    'The two texts have {source:integer} and {target:integer} lines: from the first line that is missing on, pairs do not belong together. Check the first pairs and the last.',
  'note.columns':
    'Columns {sourceColumn:integer} and {targetColumn:integer}, separated by {separator:message}. The first pair: {source:name} → {target:name}',
  'note.columnsBelowHeader':
    'Columns {sourceColumn:integer} and {targetColumn:integer}, separated by {separator:message}, below a row that names them. The first pair: {source:name} → {target:name}',
  'separator.tabs': 'tabs',
  'separator.semicolons': 'semicolons',
  'separator.commas': 'commas',
  'separator.other': '"{separator:name}"',
  'pairs.lonely': '{count:integer} that only one of the texts has',
  'pairs.ragged': '{count:integer} without a second column',
  'pairs.empty': '{count:integer} with an empty side',
  'pairs.duplicate': '{count:integer} that are there already',
  'pairs.tooLong': '{count:integer} longer than {most:integer} tokens',
  'note.pairs': '{kept:integer} sentence pairs; none was left out.',
  'note.pairsLeftOut': '{kept:integer} sentence pairs; left out: {reasons:list}.',
  'note.measurementsLeftOut': 'The last measurements were left out.',
  'note.measurementTooLong': 'Measuring the model took longer than {seconds:duration} and was left out.',

  'baseline.ngrams': 'n-grams (order {order:integer})',

  'engine.threads': { one: '{count:integer} thread', other: '{count:integer} threads' },
  'engine.counting': 'Counting needs no engine.',
  'engine.unavailable': '{name:name} is not available: {detail:message}',
  'engine.askedFor': '{name:name} was asked for.',
  'engine.onlyOne': '{name:name} is the only engine, so nothing was measured.',
  'engine.noMeasuring': '{name:name} needs no measuring.',
  'engine.fastest': '{engines:list}: the fastest is taken.',
  'engine.remembered': 'The speeds are those that an earlier training measured.',
  'engine.speed': '{name:name} {speed:integer} tokens/s',
  'engine.speedTimes': '{name:name} {speed:integer} tokens/s (measured on one thread, times {count:integer})',
  'engine.valuesSpeed': '{name:name} {speed:integer} values/s',
  'engine.valuesSpeedTimes': '{name:name} {speed:integer} values/s (measured on one thread, times {count:integer})',
  'engine.wasm.simd': 'fused kernels, SIMD',
  'engine.wasm.relaxed': 'fused kernels, relaxed SIMD',
  'engine.wasm.wide': 'fused kernels, relaxed SIMD in 256 bits',
  'engine.wasm.slow': 'slow, without fused kernels: {cause:text}',
  'engine.none': 'No engine could be started.',
  'engine.notStarted': '{name:name} could not be started.',
  'engine.silent': 'no answer in time.',
  'engine.crashed': 'they ended their process ({signal:name}).',
  'engine.tfjsNode.missing': 'tfjs-node is not installed.',
  'engine.tfjsNode.unusable': 'tfjs-node is installed but does not work: {cause:message}',
  'engine.native.missing': 'there are no native kernels for {platform:name} on {architecture:name}.',
  'engine.native.unusable': 'the native kernels do not work here: {cause:message}',
  'engine.tfjsNode': "TensorFlow's library",
  'engine.native': 'native kernels, {build:name}',
  'engine.cpu': 'plain JavaScript',

  'status.name': 'Unroll: Training',
  'status.starting': 'Unroll',
  'status.saving': 'Unroll: saving',
  'status.perplexity': 'Perplexity {perplexity:decimal} · {share:percent}',
  'status.of': 'Training "{name:name}" ({model:message})',
  'status.savingSoFar': 'Saving the model so far',
  'status.speed': '{speed:integer} tokens/s',
  'status.valuesSpeed': '{speed:integer} values/s',
  'status.left': 'About {seconds:about} left',
  'status.click': 'Click to open the training panel.',
} as const;
