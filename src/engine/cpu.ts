/** The engine in plain JavaScript, by compositions alone: for comparison, and for when nothing else starts. */
import { setBackend } from '@tensorflow/tfjs-core';
import type { Engine } from './engine';
import { threadCount } from './parallel/threadCount';
import { message } from '../words/message';

export const cpuEngine: Engine = {
  name: 'cpu',
  tensorflowName: 'cpu',
  embedded: true,
  slow: true,
  load: async () => {
    await import('@tensorflow/tfjs-backend-cpu');
    await setBackend('cpu');
    return message('engine.cpu');
  },
  threadsFor: threadCount,
};
