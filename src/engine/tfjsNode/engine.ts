/** tfjs-node, where it is installed: TensorFlow's own library. */
import { setBackend } from '@tensorflow/tfjs-core';
import { notStarted, type Engine } from '../engine';
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
    if (!(await setBackend('tensorflow'))) throw notStarted('tfjs-node');
    return message('engine.tfjsNode');
  },
  // It brings threads of its own.
  threadsFor: () => 1,
  playsRecurrent,
};
