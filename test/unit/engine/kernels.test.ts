import { onKernelEngines } from './kernelEngines';
import { holdKernelsToCompositions } from './kernels';

onKernelEngines(() => {
  holdKernelsToCompositions();
});
