/** What the descriptions of networks have in common. */
import type { Message } from '../protocol/message';
import { message } from '../words/message';

/** "1 layer of 256" */
export const layersMessage = ({ layers, hiddenSize }: { layers: number; hiddenSize: number }): Message =>
  message('model.layers', { count: layers, hiddenSize });
