/** The command and its arguments that repeat the training of a model. */
import type { FilesOptions } from '../../options/files';
import type { OptionsOrigin } from '../../protocol/model';
import type { TrainedFile } from '../../protocol/metrics';
import type { ModelManifest } from '../../store/types';
import { trainCommands, type CommandId } from '../ids';

export interface Repetition {
  command: CommandId;
  options: object;
  origin: OptionsOrigin | undefined;
  /** The URI of the text, if it is known. */
  uri?: string;
  /** The URI of the second of two parallel texts. */
  target?: string;
  /** Where the files are, and how they are read. */
  files?: { base: string; places: string[]; reading: FilesOptions };
}

/** @param files the files of a training on several files */
export const repetitionOf = (
  { kind, options, origin, source }: ModelManifest,
  files: readonly TrainedFile[] = [],
): Repetition => ({
  command: trainCommands[kind],
  options,
  origin,
  ...(source.collection ? { files: { ...source.collection, places: files.map(({ name }) => name) } } : {}),
  ...(source.uri === undefined ? {} : { uri: source.uri }),
  ...(source.targetUri === undefined ? {} : { target: source.targetUri }),
});
