/** Sentences of the command line. */
export const terminal = {
  'terminal.error': 'unroll: {cause:message}',
  'terminal.noModel': 'There is no model "{name:name}" in {folder:text}. "unroll models" lists those there are.',
  'terminal.notOneText': 'There is not exactly one text to evaluate. Give a file, or --text "...".',
  'terminal.newestTaken':
    'Of the models named "{name:name}" the newest is taken: {id:name} ({model:message}). Give {otherId:name} for the other one ({otherModel:message}).',
  'terminal.noModels': 'There are no models in {folder:text}. "unroll train FILE" makes one.',
  'terminal.optionsOfResumed':
    'A training that goes on has the options it began with. Leave out {flags:list}, or train a new model without --resume.',
  'terminal.optionsOfParent':
    'A model that is trained further keeps these as they are: {flags:list}. Leave them out, or train a new model without --from.',
  'terminal.stopping': 'Stopping after this step and keeping the model so far. Press Ctrl+C again to end at once.',
  'terminal.next.continue': 'Continue a text with it: unroll generate "{folder:text}" --prefix "..."',
  'terminal.next.translate': 'Translate with it: unroll translate "{folder:text}" "..."',
  'terminal.next.label': 'Label texts with it: unroll classify "{folder:text}" "..."',
  'terminal.next.forecast': 'Forecast again without training: unroll forecast --model "{folder:text}"',
  'terminal.next.evaluate':
    'It reads both ways and cannot continue a text; it says how well it expects one: unroll evaluate "{folder:text}" FILE',
  'terminal.next.resume': 'Go on training it: unroll {command:name} {file:text} --resume "{folder:text}"',
  'terminal.nothingVaried': 'No option has several values. Give some, with commas between them: --hidden 64,128',
  'terminal.tooManyVariants':
    'That would be {count:integer} trainings; {most:integer} are the most. Give fewer values.',
  'terminal.variant': '--- {number:integer}/{count:integer}: {words:text} ---',
  'terminal.variant.time': '{seconds:duration}',
  'terminal.preset': '{preset:message}: {model:message}, {epochs:message}, about {seconds:about}',

  'terminal.phase': '{phase:message} ...',
  'terminal.corpus':
    '{name:name}: {characters:integer} characters, {tokens:integer} tokens, vocabulary {vocabulary:integer}',
  'terminal.corpusHeldOut':
    '{name:name}: {characters:integer} characters, {tokens:integer} tokens, {heldOut:integer} held out, vocabulary {vocabulary:integer}',
  'terminal.engine': '{parameters:integer} parameters on {engine:name}, {threads:message} ({reason:message})',
  'terminal.engine.none': '{parameters:integer} parameters, which are counted: that needs no engine.',
  'terminal.validation':
    'epoch {epoch:tenths}: validation perplexity {perplexity:decimal}, {bits:decimal} bits per character',
  'terminal.validationBest':
    'epoch {epoch:tenths}: validation perplexity {perplexity:decimal}, {bits:decimal} bits per character, the best so far',
  'terminal.sample': '--- epoch {epoch:tenths}, perplexity {perplexity:decimal} ---',
  'terminal.byCharacters':
    'Most words of the translations occur only once, so characters are learned; --tokens word learns words.',
  'terminal.quality': '  {share:percent} of the tokens right under teacher forcing, BLEU {bleu:tenths}',
  'terminal.baseline': '{name:message}: validation perplexity {perplexity:decimal}',
  'terminal.progress':
    'epoch {epoch:tenths}/{epochs:integer}  ETA {left:clock}  perplexity {perplexity:decimal}  validation {validation:decimal}  {speed:integer} tokens/s',
  'terminal.end.completed': {
    one: 'Training is complete: {epochs:tenths} epoch in {seconds:clock}, {figures:message}.',
    other: 'Training is complete: {epochs:tenths} epochs in {seconds:clock}, {figures:message}.',
  },
  'terminal.end.early-stopping': {
    one: 'Validation no longer improves; training ended early: {epochs:tenths} epoch in {seconds:clock}, {figures:message}.',
    other:
      'Validation no longer improves; training ended early: {epochs:tenths} epochs in {seconds:clock}, {figures:message}.',
  },
  'terminal.end.stopped': {
    one: 'Training was stopped; the model so far is kept: {epochs:tenths} epoch in {seconds:clock}, {figures:message}.',
    other:
      'Training was stopped; the model so far is kept: {epochs:tenths} epochs in {seconds:clock}, {figures:message}.',
  },
  'terminal.end.nothing': 'Training was stopped before its first step: nothing was made or changed.',
  'terminal.figures': 'training perplexity {training:decimal}',
  'terminal.figuresHeldOut': 'best validation perplexity {validation:decimal}, training {training:decimal}',
  'terminal.model': 'Model: {folder:text}',

  'terminal.engine.speed': '{speed:integer} tokens/s',
  'terminal.engine.available': 'available',
  'terminal.engine.unavailable': 'not available',
  'terminal.engine.auto': 'auto takes {engine:name}: {reason:message}',

  'terminal.unknownTokens': "Not in the model's vocabulary, read as <unk>: {tokens:text}",
  'terminal.textFailed': 'Text {number:integer}: {cause:message}',
  'terminal.input': 'standard input',
  'terminal.inputAlone':
    'Standard input (-) is read alone and as it is. Leave the other files and the flags of files away.',
  'terminal.readsInput': 'Reading the text from standard input. End it with Ctrl+D on a line of its own.',
  'terminal.unknownWords': 'The model does not know: {words:text}',
  'terminal.vocabulary.text': '{name:name}: {characters:integer} characters, {tokens:integer} tokens',
  'terminal.vocabulary.size':
    'Vocabulary: {size:integer} tokens cover {coverage:percent} of the text; {rarer:integer} rarer ones are read as <unk>',
  'terminal.vocabulary.exponent': 'Zipf exponent: {exponent:decimal}',
  'terminal.vocabulary.mostFrequent': 'Most frequent:',
  'terminal.vocabulary.rank': 'rank (log)',
  'terminal.vocabulary.frequency': 'frequency (log)',
  'terminal.models.date': '{when:date}',
  'terminal.models.state': '{name:name} ({state:message})',
  'terminal.models.nothingSaved': '{name:name} ({state:message}, nothing saved yet)',
  'terminal.models.training': 'training',
  'terminal.models.interrupted': 'interrupted',

  'terminal.evaluation.pairs': 'Pairs',
  'terminal.evaluation.loss': 'Loss',
  'terminal.evaluation.loss.value': "{loss:decimal} nats per token (by the book's count of steps: {bookLoss:decimal})",
  'terminal.evaluation.tokens': 'Token accuracy',
  'terminal.evaluation.tokens.value': '{share:percent} under teacher forcing',
  'terminal.evaluation.exact': 'Exact match',
  'terminal.evaluation.exact.value': '{share:percent}',
  'terminal.evaluation.bleu': 'BLEU',
  'terminal.evaluation.bleu.value': '{bleu:decimal} (corpus, n-grams up to 4)',
  'terminal.evaluateOther':
    'This command is not for a model like "{name:name}". Evaluate it with "unroll {command:name}".',
  'terminal.evaluation.bleu.short':
    '0 though sentences match exactly: BLEU counts runs of four tokens, and none of these has as many',
  'terminal.evaluation.notesBleu': "Notes' BLEU",
  'terminal.evaluation.notesBleu.value': '{bleu:decimal} (mean of sentences, n-grams up to 2)',
} as const;
