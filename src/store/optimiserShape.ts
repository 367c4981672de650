import type { OptimiserOptions } from '../options/language';
import { number, object, oneOf } from './shape';

export const optimiserOptions = object<OptimiserOptions>({
  kind: oneOf(['sgd', 'adam']),
  learningRate: number,
  clipNorm: number,
  schedule: oneOf(['constant', 'cosine']),
  warmUp: number,
});
