/** Sentences on the predictor with several voices: compression, learning while reading. */
export const predictor = {
  'help.compress':
    'make a file smaller by predicting it; nothing but the file is needed to get it back, unless a model is named',
  'help.compress.file': 'any file; - is standard input',
  'help.compress.output': 'where the compressed file goes',
  'help.compress.model':
    'a language model that predicts the file, which must be UTF-8 text; the same model is needed to get the file back',
  'help.decompress': 'bring back a file that "unroll compress" made smaller, byte by byte',
  'help.decompress.file': 'a file that "unroll compress" made; - is standard input',
  'help.decompress.output': 'where the original goes',
  'help.decompress.model': 'the model that the file was compressed with, if with any',
  'help.compression.force': 'replace a file that is there already',

  'help.networkAlone': 'ask the network alone, without the voices that have read the text',
  'help.frozen':
    'only the figure of the network as it is, without the voices that learn as they read (which takes longer)',
  'terminal.voices':
    'Suggestions by now: {counting:percent} by counting, which has read {read:percent} of the training part, {network:percent} by the network',
  'terminal.energy': 'Energy: {wattHours:decimal} Wh by the whole processor, whatever else ran on it.',
  'terminal.learning':
    'With counting beside the network, both learning while they read (another kind of figure, not to be compared with that of the network above): perplexity {perplexity:decimal}, {bits:decimal} bits per character.',
  'evaluation.frozen':
    '{text:name} under "{name:name}", frozen (the network alone, nothing learned from the text): perplexity {perplexity:decimal}, {loss:decimal} nats per token, {bits:decimal} bits per character.',
  'evaluation.learning':
    'Learning while it reads (all voices; another kind of figure, not to be compared with the frozen one): perplexity {perplexity:decimal}, {loss:decimal} nats per token, {bits:decimal} bits per character.',
  'evaluation.learningPart':
    'Learning while it reads its first {tokens:integer} tokens (all voices; another kind of figure, not to be compared with the frozen one): perplexity {perplexity:decimal}, {loss:decimal} nats per token, {bits:decimal} bits per character.',
  'evaluation.counting':
    'Of that, counting alone, without the network: perplexity {perplexity:decimal}, {bits:decimal} bits per character.',

  'help.completion':
    'also how many keys suggestions save a person who types the beginning of the text and takes every right one (takes minutes)',
  'completion.network': 'Suggestions by the network alone:',
  'completion.counting': 'Suggestions by counting alone:',
  'completion.all': 'Suggestions by all voices:',
  'completion.everything': 'everything is shown',
  'completion.talkative': 'talkative',
  'completion.balanced': 'balanced',
  'completion.shy': 'shy',
  'completion.several': 'balanced, several words',
  'completion.figures':
    '  {name:message}: {saved:percent} of keys saved, {completed:percent} of characters completed; {shown:integer} shown, {taken:percent} of them taken, {characters:decimal} characters each',
  'completion.words':
    '  the next word before its first letter: the likeliest is right {first:percent}, one of the three likeliest {three:percent}',
  'page.chart.voices': 'Voices',
  'page.voice.orders': 'The last characters',
  'page.voice.words': 'Words',
  'page.voice.gaps': 'With gaps',
  'page.voice.lines': 'Lines',
  'page.voice.shape': 'Shape of the text',
  'page.voice.match': 'Longest repeated passage',
  'page.voice.network': 'Network',
  'page.axis.voices': 'Share of what is predicted',
  'page.learning': 'Learning while it reads',
  'page.facts.learning':
    'loss {loss:decimal}, perplexity {perplexity:decimal}, {bits:decimal} bits per character on the held-out text, each token predicted before it is learned; not to be compared with the frozen figure',
  'page.learningHint': 'perplexity {perplexity:decimal} learning while it reads',

  'compression.doing': 'Compressing "{name:name}": {done:percent} of {all:bytes}',
  'compression.undoing': 'Decompressing "{name:name}": {done:percent} of {all:bytes}',
  'compression.done':
    '"{name:name}": {before:integer} bytes became {after:integer}, {bits:decimal} bits a byte, in {seconds:duration}.',
  'compression.undone': '"{name:name}": {before:integer} bytes became {after:integer} again, in {seconds:duration}.',
  'compression.exists': '"{name:name}" is there already. Choose another name, or give --force to replace it.',
  'compression.not-compressed': '"{name:name}" is not a file that Unroll has compressed. Choose another file.',
  'compression.other-format':
    '"{name:name}" was compressed by another version of Unroll, whose predictions this one cannot repeat. Decompress it with that version.',
  'compression.cut-short': '"{name:name}" is cut short: a part of it is missing. Get a complete copy of it.',
  'compression.damaged': '"{name:name}" is damaged: what it holds does not fit its checksum. Get another copy of it.',
  'compression.not-text':
    '"{name:name}" is not UTF-8 text, which is all that a model can predict. Leave --model out to compress any file.',
  'compression.not-kept':
    'The model "{model:name}" does not keep every character of a text, so "{name:name}" could not be brought back. Choose a model trained without --clean, or leave --model out.',
  'compression.model-needed':
    '"{name:name}" was compressed with the model "{model:name}". Name that model with --model.',
  'compression.other-model':
    '"{name:name}" was compressed with the model "{model:name}", as it was then. Name that very model with --model: one that was trained again or has learned more predicts otherwise.',
  'compression.no-model-needed': '"{name:name}" was compressed without a model. Leave --model out.',
  'compression.modelCannot':
    '"{name:name}" does not learn while it reads, so nothing can be compressed with it. Choose a language model, or leave --model out.',
  'compression.too-long': '"{name:name}" is longer than 2 GB, which is more than can be compressed. Split it.',
} as const;
