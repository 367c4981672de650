/** tfjs-node, where it is installed: TensorFlow's own library. */
import { setBackend } from '@tensorflow/tfjs-core';
import type { Engine } from '../engine';
import { folderOfPerson, loadTfjsNode } from './load';
import { playsRecurrent } from './recurrent';
import { message } from '../../words/message';

export const tfjsNodeEngine: Engine = {
  name: 'tfjs-node',
  tensorflowName: 'tensorflow',
  embedded: false,
  slow: false,
  wanted: () => folderOfPerson() !== undefined,
  load: async () => {
    await loadTfjsNode();
    if (!(await setBackend('tensorflow'))) throw new Error('tfjs-node loaded, but its backend did not start.');
    return message('engine.tfjsNode');
  },
  // It brings threads of its own.
  threadsFor: () => 1,
  playsRecurrent,
};
