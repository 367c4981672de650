/** A model on disk: a folder with model.json (this file's ModelManifest) and weights.safetensors. */
import type { LanguageModelOptions, NgramOptions } from '../options/language';
import type { Position } from '../protocol/position';
import type { RunRecord } from '../protocol/run';
import type { TranslationOptions } from '../options/translation';

/** Raised when the meaning of a field changes; newer folders are refused with a clear message. */
export const manifestVersion = 1;

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
  /** The same of the second of two parallel texts. */
  targetUri?: string;
}

/** What every model's manifest says. */
export interface CommonManifest {
  manifestVersion: number;
  id: string;
  name: string;
  /** ISO 8601 */
  createdAt: string;
  unrollVersion: string;
  /** 'training' while a run writes it: found so after a restart, the run was interrupted. */
  state: 'training' | 'interrupted' | 'finished';
  source: StoredSource;
  parameters: number;
  run: RunRecord;
  /** The process that writes the run while `state` is 'training'. */
  processId?: number;
}

export interface StoredVocabulary {
  /** Index -> token; [0] is <unk>. */
  vocabulary: string[];
  /** Token frequencies in the order of `vocabulary`. */
  frequencies: number[];
}

export interface LanguageModelManifest extends CommonManifest, StoredVocabulary {
  kind: 'language';
  options: LanguageModelOptions;
  /** Learned byte-pair merges, in order; only for 'bpe'. */
  merges?: [string, string][];
}

export interface TranslationModelManifest extends CommonManifest {
  kind: 'translation';
  options: TranslationOptions;
  sourceLanguage: StoredVocabulary;
  targetLanguage: StoredVocabulary;
}

/** A table of counts; `parameters` are its entries, and the weights file holds them. */
export interface NgramModelManifest extends CommonManifest, StoredVocabulary {
  kind: 'ngram';
  options: NgramOptions;
  merges?: [string, string][];
}

/** Models that are trained step by step. */
export type NeuralManifest = LanguageModelManifest | TranslationModelManifest;
/** Models that continue a text. */
export type GeneratingManifest = LanguageModelManifest | NgramModelManifest;
export type ModelManifest = NeuralManifest | NgramModelManifest;
/** A manifest before its folder has given it an id. */
export type NewManifest<Of extends ModelManifest = ModelManifest> = Of extends ModelManifest ? Omit<Of, 'id'> : never;

/** A named float32 array with its shape, as safetensors holds it. */
export interface NamedTensor {
  name: string;
  shape: number[];
  data: Float32Array;
}
