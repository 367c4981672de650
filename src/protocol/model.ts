/** The names of cells, tokens and engines, shared by all. How a model is trained is in options/. */

export { cellNames, type CellName } from './cells';

export const tokenisations = ['char', 'word', 'bpe'] as const;
export type Tokenisation = (typeof tokenisations)[number];

export const engineChoices = ['auto', 'native', 'wasm', 'tfjs-node', 'cpu'] as const;
/** The engine a person asks for; `auto` measures those that load and takes the fastest. */
export type EngineChoice = (typeof engineChoices)[number];
export type EngineName = Exclude<EngineChoice, 'auto'>;
