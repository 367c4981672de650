/** What the module exports. All addresses are bytes in tfjs' memory, all sizes elements, all strides bytes. */
export { gemm, gemmScratch } from './gemm';
