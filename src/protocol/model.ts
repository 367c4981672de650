/** The names of cells, tokenisations and engines. The options of training are in options/. */

export { cellNames, type CellName } from './cells';

export const tokenisations = ['char', 'word', 'bpe'] as const;
export type Tokenisation = (typeof tokenisations)[number];

export const engineChoices = ['auto', 'native', 'wasm', 'tfjs-node', 'cpu'] as const;
/** The engine that a person chooses; `auto` measures those that load and takes the fastest. */
export type EngineChoice = (typeof engineChoices)[number];
export type EngineName = Exclude<EngineChoice, 'auto'>;

/** The origin of a training's options: `given` by a person, the others by `preset` or by default. */
export interface OptionsOrigin {
  preset?: string;
  /** Keys of options: "network.hiddenSize". */
  given: string[];
}
