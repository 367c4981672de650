/** The two faces of a kind of model. This one is light: the host, the terminal and the page may import it. */
import type { ChosenUse, KindData, KindId, ModelUse } from '../protocol/kind';
import type { Message } from '../protocol/message';

/** What is known of a kind without loading it; `O` are its options. */
export interface KindDescription<O> {
  readonly id: KindId;
  /** What models of this kind are made from and judged by. */
  readonly data: KindData;
  /** The use that a model of this kind is chosen for; some models cannot be used so: see `uses`. */
  readonly chosenFor: ChosenUse;
  /** What a model made with these options can be used for; what it is for comes first. */
  uses(options: O): readonly [ModelUse, ...ModelUse[]];
  /** What to say of the model of this name, which cannot be used so. */
  refusal(name: string, use: ModelUse, options: O): Message;
  /** The model in a line. */
  describe(options: O): Message;
  /** Whether its data are two parallel texts. */
  hasSecondText?(options: O): boolean;
  /** See `TrainableKind`. */
  further?(wanted: O, ofModel: O): O;
  /** Why there is nothing to look at inside the model of this name; undefined: its states can be looked at. */
  insideRefusal(name: string, options: O): Message | undefined;
  /** How often its data are read. */
  epochs(options: O): number;
  /** What a speed of training says of the machine, in 10^9 floating-point operations a second. */
  gflopsOf?(options: O, vocabularySize: number, tokensPerSecond: number): number;
}
