/** What to ask of a command so that it trains as a model was trained. */
import type { ModelManifest } from '../../store/types';
import { trainCommands, type CommandId } from '../ids';

export interface Repetition {
  command: CommandId;
  options: object;
  /** Where the text is; absent where that is not known. */
  uri?: string;
  /** The second of two parallel texts. */
  target?: string;
}

export const repetitionOf = ({ kind, options, source }: ModelManifest): Repetition => ({
  command: trainCommands[kind],
  options,
  ...(source.uri === undefined ? {} : { uri: source.uri }),
  ...(source.targetUri === undefined ? {} : { target: source.targetUri }),
});
