/** What the module exports. All addresses are bytes in tfjs' memory, all sizes elements, all strides bytes. */
export { constantsBytes, placeConstants } from './activations';
export { attend, attendBackward } from './attention';
export { forwardRow, gruReset } from './cells';
export { crossEntropy, crossEntropyBackward } from './crossEntropy';
export { dropout } from './dropout';
export { gemm, gemmScratch } from './gemm';
export { gemv, gemvBytes, gemvHalf, gemvHalfBytes, packGemv, packGemvHalf } from './gemv';
export { forward, forwardScratch } from './sequence';
export { backward, backwardScratch } from './sequenceGradient';
export { adam, sgd } from './update';
export { blend, copy, gather, scatterAdd, squares, sum } from './vectors';
