/** What a model is and how it is trained: the words shared by the commands, the worker, the CLI, the store and the page. */

export const cellNames = ['rnn', 'rnn-relu', 'gru', 'lstm', 'residual', 'coupled', 'independent', 'min-gru'] as const;
export type CellName = (typeof cellNames)[number];

export const tokenisations = ['char', 'word', 'bpe'] as const;
export type Tokenisation = (typeof tokenisations)[number];

export const engineChoices = ['auto', 'wasm', 'tfjs-node', 'cpu'] as const;
/** The engine a person asks for; `auto` measures those that load and takes the fastest. */
export type EngineChoice = (typeof engineChoices)[number];
export type EngineName = Exclude<EngineChoice, 'auto'>;

export interface TextOptions {
  tokenisation: Tokenisation;
  /** The notes' clean-up: everything but A-Z becomes a space, trimmed, lower case. Off for a user's own file. */
  clean: boolean;
  /** A token enters the vocabulary when its frequency is >= this. */
  minFrequency: number;
  /** Number of tokens of a byte-pair vocabulary; used when `tokenisation` is 'bpe'. */
  bytePairVocabularySize: number;
  /** Only the first so many tokens are used; 0 means all (the book uses 10 000). */
  maxTokens: number;
}

export interface NetworkOptions {
  cell: CellName;
  hiddenSize: number;
  layers: number;
  /** 0 feeds one-hot tokens. */
  embeddingSize: number;
  bidirectional: boolean;
  /** Dropout between layers and before the output layer, 0..1. */
  dropout: number;
  /** DropConnect on the hidden-to-hidden weights, one mask a batch, 0..1. */
  weightDropout: number;
  /** 'scaled' = uniform(+-1/sqrt(H)); 'book' = normal(0, 0.01). Biases begin at zero. */
  initialisation: 'scaled' | 'book';
}

export interface OptimiserOptions {
  kind: 'sgd' | 'adam';
  learningRate: number;
  /** Global L2 norm theta: g <- min(1, theta/|g|) g. 0 switches clipping off. */
  clipNorm: number;
  schedule: 'constant' | 'cosine';
  /** Share of all steps spent in linear warm-up, 0..1; used with 'cosine'. */
  warmUp: number;
}

export interface TrainingOptions {
  batchSize: number;
  timeSteps: number;
  epochs: number;
  sampling: 'sequential' | 'random';
  /** Share of the tokens, from the end of the text, held out for validation, 0..0.5. */
  validationFraction: number;
  /** Epochs without a better validation loss before training ends; 0 never ends early. */
  patience: number;
  seed: number;
  /** Texts to be continued while training; an empty list takes the beginning of a line of the text. */
  samplePrefixes: string[];
  /** Tokens of a generated sample. */
  sampleLength: number;
  /** A sample is generated every so many seconds of training at most. */
  sampleEverySeconds: number;
  /** Temperature of the samples; 0 is greedy. */
  sampleTemperature: number;
  /** Threads that split a batch; 0 lets the machine decide. */
  threads: number;
}

/** Everything that determines a language model, given its text. */
export interface LanguageModelOptions {
  text: TextOptions;
  network: NetworkOptions;
  optimiser: OptimiserOptions;
  training: TrainingOptions;
}

export const defaultLanguageModelOptions: LanguageModelOptions = {
  text: { tokenisation: 'char', clean: false, minFrequency: 1, bytePairVocabularySize: 1024, maxTokens: 0 },
  network: {
    cell: 'lstm',
    hiddenSize: 256,
    layers: 1,
    embeddingSize: 64,
    bidirectional: false,
    dropout: 0.3,
    weightDropout: 0.2,
    initialisation: 'scaled',
  },
  optimiser: { kind: 'adam', learningRate: 4e-3, clipNorm: 5, schedule: 'cosine', warmUp: 0.02 },
  training: {
    batchSize: 16,
    timeSteps: 64,
    epochs: 20,
    sampling: 'sequential',
    validationFraction: 0.1,
    patience: 4,
    seed: 1,
    samplePrefixes: [],
    sampleLength: 200,
    sampleEverySeconds: 5,
    sampleTemperature: 0.7,
    threads: 0,
  },
};

/** A language model made by counting: interpolated Witten-Bell over sequences of up to `order` tokens. */
export interface NgramOptions {
  text: TextOptions;
  /** 1 unigrams, 2 bigrams, 3 trigrams ... */
  order: number;
  /** As in TrainingOptions. */
  validationFraction: number;
}

export const defaultNgramOptions: NgramOptions = {
  text: defaultLanguageModelOptions.text,
  order: 5,
  validationFraction: defaultLanguageModelOptions.training.validationFraction,
};

export interface SamplingOptions {
  /** 0 is greedy. */
  temperature: number;
  /** Keep the k likeliest tokens; 0 keeps all. */
  topK: number;
  /** Keep the smallest set of tokens whose probability reaches p; 1 keeps all. */
  topP: number;
  /** >= 1; divides the odds of tokens seen in the last `repetitionWindow` tokens; 1 is off. */
  repetitionPenalty: number;
  repetitionWindow: number;
  seed: number;
}

export const defaultSamplingOptions: SamplingOptions = {
  temperature: 0.7,
  topK: 0,
  topP: 0.95,
  repetitionPenalty: 1,
  repetitionWindow: 64,
  seed: 1,
};
