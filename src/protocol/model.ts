/** The names of cells, tokens and engines, shared by all. How a model is trained is in options/. */

export { cellNames, type CellName } from './cells';

export const tokenisations = ['char', 'word', 'bpe'] as const;
export type Tokenisation = (typeof tokenisations)[number];

export const engineChoices = ['auto', 'native', 'wasm', 'tfjs-node', 'cpu'] as const;
/** The engine a person asks for; `auto` measures those that load and takes the fastest. */
export type EngineChoice = (typeof engineChoices)[number];
export type EngineName = Exclude<EngineChoice, 'auto'>;

/** Who chose the options of a training: a person those that were given, a preset others; the rest is as usual. */
export interface OptionsOrigin {
  preset?: string;
  /** Keys of options: "network.hiddenSize". */
  given: string[];
}
