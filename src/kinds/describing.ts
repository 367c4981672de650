/** What the descriptions of networks have in common. */
import type { ModelUse } from '../protocol/kind';
import type { Message } from '../protocol/message';
import { message } from '../words/message';

/** "1 layer of 256" */
export const layersMessage = ({ layers, hiddenSize }: { layers: number; hiddenSize: number }): Message =>
  message('model.layers', { count: layers, hiddenSize });

/** What to say of a model that is for something else. */
export const cannot = (name: string, use: ModelUse): Message => message(`error.cannot.${use}`, { name });
