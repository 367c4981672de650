/** Names of cells and tokens for people. */
import type { CellName, Tokenisation } from '../protocol/model';

export const cellLabels: Record<CellName, { name: string; description: string }> = {
  lstm: { name: 'LSTM', description: 'Keeps a memory cell behind three gates; the best first choice.' },
  gru: { name: 'GRU', description: 'Two gates and no memory cell; fewer weights, nearly as good.' },
  rnn: { name: 'RNN', description: 'The plain recurrent network with tanh; forgets quickly.' },
  'rnn-relu': { name: 'RNN (ReLU)', description: 'The plain recurrent network with ReLU; fast, less stable.' },
  residual: {
    name: 'Residual RNN',
    description: 'Adds to its state and forgets nothing: the first step from RNN to LSTM.',
  },
  coupled: { name: 'Coupled gates', description: 'One gate both forgets and writes: the second step to LSTM.' },
  independent: { name: 'Independent gates', description: 'Forgets and writes by separate gates: the third step.' },
  'min-gru': { name: 'minGRU', description: 'A modern GRU without recurrence in its gates; the fastest.' },
};

export const tokenisationLabels: Record<Tokenisation, { name: string; description: string }> = {
  char: { name: 'Characters', description: 'Needs little text and can write any word.' },
  word: { name: 'Words', description: 'Learns longer range, needs more text, knows only words it has seen.' },
  bpe: { name: 'Byte pairs', description: 'Pieces of words, learned on the text: between the two.' },
};

/** "1 layer of 256" */
export const layersText = ({ layers, hiddenSize }: { layers: number; hiddenSize: number }): string =>
  `${layers === 1 ? '1 layer' : `${layers} layers`} of ${hiddenSize}`;

/** "characters" */
export const tokensText = (tokenisation: Tokenisation): string => tokenisationLabels[tokenisation].name.toLowerCase();
