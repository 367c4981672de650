import { sizeOf, type Kernel } from './kernel';

export const embedding: Kernel = ({ memory, exports }, operands) => {
  const shape = operands.shape('ids');
  const [rows, columns] = operands.matrix('table');
  const output = memory.output([...shape, columns]);
  const [table, ids] = [operands.address('table'), operands.address('ids')];
  exports.gather(memory.address(output), table, rows, ids, sizeOf(shape), columns);
  return output;
};

export const embeddingGradient: Kernel = ({ memory, exports }, operands, { vocabularySize }) => {
  const [count, columns] = operands.matrix('dy');
  const output = memory.output([vocabularySize, columns]);
  const [ids, dy] = [operands.address('ids'), operands.address('dy')];
  exports.scatterAdd(memory.address(output), vocabularySize, ids, dy, count, columns);
  return output;
};

/** tfjs' own op, which its wasm backend lacks: sums rows by their segment (the gradient of tf.gather). */
export const unsortedSegmentSum: Kernel = ({ memory, exports }, operands, { numSegments }) => {
  const segments = operands.shape('segmentIds');
  const rowShape = operands.shape('x').slice(segments.length);
  const output = memory.output([numSegments, ...rowShape]);
  const [ids, x] = [operands.address('segmentIds'), operands.address('x')];
  exports.scatterAdd(memory.address(output), numSegments, ids, x, sizeOf(segments), sizeOf(rowShape));
  return output;
};

/** tfjs' own op behind every clone, whose wasm kernel copies all data: saving for the gradient would double the traffic. */
export const identity: Kernel = ({ memory }, operands) => memory.share(operands.get('x'));

/** A hash's upper 24 bits are kept where they are at least rate 2^24. */
export const dropout: Kernel = ({ memory, exports }, operands, { rate, seed }) => {
  const shape = operands.shape('x');
  const output = memory.output(shape);
  const threshold = Math.ceil(rate * 2 ** 24);
  exports.dropout(memory.address(output), operands.address('x'), sizeOf(shape), threshold, 1 / (1 - rate), seed);
  return output;
};
