/** What the module exports. All addresses are bytes in tfjs' memory, all sizes elements, all strides bytes. */
export { gemm, gemmScratch } from './gemm';
export { backward, backwardScratch, forward, forwardScratch } from './sequence';
export { gather, scatterAdd, squares, sumRows } from './vectors';
