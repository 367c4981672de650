/**
 * A model on disk is a folder:
 * - `model.json`: what it is, a few KB (ModelManifest); lists of models read only this
 * - `vocabulary.json`: its tokens (StoredVocabulary, one or two)
 * - `run.json`: the history of its training (RunRecord)
 * - `voices.bin`: what the voices of a language model have learned (store/voices.ts); a model may have none
 * - `weights.safetensors`, and `checkpoint.safetensors` while its training can go on
 */
import type { FilesOptions } from '../options/files';
import type { KindChoice } from '../options/kinds';
import type { KindId } from '../protocol/kind';
import type { CorpusSummary } from '../protocol/metrics';
import type { OptionsOrigin } from '../protocol/model';
import type { Position } from '../protocol/position';
import type { RunRecord } from '../protocol/run';

/** Raised when the meaning of a field changes; newer folders are refused with a clear message. 1 held everything in model.json. */
export const manifestVersion = 2;

/** What a run ended with, without where it was saved. */
export type StoredResult = NonNullable<RunRecord['result']>;

/** A run as it stands: weights, moments of the optimiser (under names of their own), and the place in the data. */
export interface Checkpoint {
  tensors: NamedTensor[];
  /** In the same file as the tensors, so that the two always fit. */
  resume: Position;
}

/** The text a model was trained on. */
export interface StoredSource {
  name: string;
  /** Of the text and, for parallel texts, of both. */
  sha256: string;
  characters: number;
  /** Where an editor finds the text again; absent for one that was passed along or only selected. */
  uri?: string;
  /** Of several files: where they were and how they were read; which, the record says. */
  collection?: { base: string; reading: FilesOptions };
  /** The same of the second of two parallel texts. */
  targetUri?: string;
}

/** How far a run has come. */
export interface RunProgress {
  step: number;
  /** Epochs, with a fraction. */
  epoch: number;
  /** Nats per token. */
  trainLoss: number;
  /** The best so far, nats per token; absent without held-out data. */
  validationLoss?: number;
}

/** What a list of models shows of a run. */
export interface RunSummary {
  corpus?: CorpusSummary;
  progress?: RunProgress;
  result?: StoredResult;
}

/** What every model's manifest says. */
export interface CommonManifest extends RunSummary {
  manifestVersion: number;
  id: string;
  name: string;
  /** ISO 8601 */
  createdAt: string;
  unrollVersion: string;
  /** 'training' while a process holds the folder's lock; 'interrupted' when it is gone. */
  state: 'training' | 'interrupted' | 'finished';
  source: StoredSource;
  parameters: number;
  /** What a person has written down about it. */
  notes?: string;
  /** Share of the keys that its suggestions save on what was held out of its text, 0..1; absent until that is measured. */
  keysSaved?: number;
  /** The model whose weights the training began with. */
  parent?: Parent;
  /** Models of before 1.0 do not say it. */
  origin?: OptionsOrigin;
}

/** What is kept of a model that another one was made from; it may be gone by now. */
export interface Parent {
  id: string;
  name: string;
}

export interface StoredVocabulary {
  /** Index -> token; [0] is <unk>. */
  vocabulary: string[];
  /** Token frequencies in the order of `vocabulary`. */
  frequencies: number[];
  /** Learned byte-pair merges, in order; only for byte pairs. */
  merges?: [string, string][];
  /** Fingerprints of the texts that the weights have learned from, sorted; only for labels, and not of models from before 1.0. */
  learned?: number[];
}

export type ModelManifest = CommonManifest & KindChoice;
export type ManifestOf<K extends KindId> = Extract<ModelManifest, { kind: K }>;
/** A manifest before its folder has given it an id. */
export type NewManifest<Of extends ModelManifest = ModelManifest> = Of extends ModelManifest ? Omit<Of, 'id'> : never;

/** What a model's folder holds beside manifest and weights. */
export interface ModelContents {
  /** One; two for a translation: source, target; none for a series of numbers. */
  vocabularies: StoredVocabulary[];
  record: RunRecord;
}

/** Name and shape of an array. */
export interface TensorShape {
  name: string;
  shape: number[];
}

/** A named float32 array with its shape, as safetensors holds it. */
export interface NamedTensor extends TensorShape {
  data: Float32Array;
}
