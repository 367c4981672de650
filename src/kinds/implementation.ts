/** What a kind of model is to the background process and the command line. */
import type { InsideReport, InsideRequest } from '../protocol/inside';
import type { ModelUse } from '../protocol/kind';
import type { EngineChoice } from '../protocol/model';
import type { LearnRequest, LearnResult, WorkerRequests, WrittenDocument } from '../protocol/worker';
import type { CodingModel } from '../predictor/coding/compressText';
import type { ModelManifest } from '../store/types';
import type { TrainableKind } from '../training/kind';

/** Functions that answer requests of the protocol; `told` gets each piece of an answer as soon as it is written. */
type Answering<K extends keyof WorkerRequests> = {
  [U in K]: (
    request: WorkerRequests[U]['parameters'],
    signal: AbortSignal,
    told?: (piece: string) => void,
  ) => Promise<WorkerRequests[U]['result']>;
};
export type Capabilities = Answering<ModelUse>;

/** What a model that continues texts can do besides. */
export type BesideUse = 'suggest' | 'surprise' | 'explain' | 'keysSaved';
export type Besides = Answering<BesideUse>;

/** A saved model that is loaded; it has the capabilities that its kind and its options give it. */
export interface OpenModel extends Partial<Capabilities>, Partial<Besides> {
  readonly manifest: ModelManifest;
  readonly folder: string;
  /** Of a model whose voices go on learning: they learn what is being written, in memory only. */
  follow?(document: WrittenDocument): Promise<void>;
  /** Of the same: what is learned becomes part of the model. */
  learn?(request: LearnRequest, signal: AbortSignal): Promise<LearnResult>;
  /** Of a network whose states go from one token to the next: what happens inside it. */
  inside?(request: InsideRequest, signal: AbortSignal): Promise<InsideReport>;
  /** Of a model whose voices go on learning: predicts a file that is compressed; disposed when that is done. */
  coding?(): Promise<OpenCodingModel>;
  dispose(): void;
}

export type OpenCodingModel = CodingModel & { dispose(): void };

/** @typeParam O the kind's options */
export interface KindImplementation<O> extends TrainableKind<O> {
  /** @throws UnrollError 'model-not-found', 'model-damaged', or 'bad-options' for a model of another kind */
  open(folder: string, engine: EngineChoice): Promise<OpenModel>;
}
