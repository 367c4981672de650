import { sizeOf, type Kernel } from './kernel';

/** Rows of logits that are computed at a time where no gradient is needed: all of [N, V] is never in memory. */
const rowBlock = 192;
const floatBytes = 4;

export const linearCrossEntropy: Kernel = ({ memory, exports }, operands, { divisor, train }) => {
  const [rows, inputs] = operands.matrix('x');
  const columns = operands.matrix('w')[1];
  const dLogits = memory.output(train ? [rows, columns] : [0]);
  const block = train ? Math.max(rows, 1) : rowBlock;
  const scratchBytes = exports.gemmScratch();
  const scratch = memory.arena(scratchBytes + (train ? 0 : block * columns * floatBytes));
  const logits = train ? memory.address(dLogits) : scratch + scratchBytes;
  const [x, w, b] = [operands.address('x'), operands.address('w'), operands.address('b')];
  const [targets, weights] = [operands.address('targets'), operands.address('weights')];
  let loss = 0;
  for (let row = 0; row < rows; row += block) {
    const count = Math.min(block, rows - row);
    const skip = row * floatBytes;
    loss += exports.crossEntropy(
      ...[x + skip * inputs, w, b, targets + skip, weights && weights + skip, logits],
      ...[count, inputs, columns, divisor, scratch],
    );
  }
  return [memory.scalar(loss), dLogits];
};

export const linearCrossEntropyGradient: Kernel = ({ memory, exports }, operands) => {
  const [rows, inputs] = operands.matrix('x');
  const columns = operands.matrix('w')[1];
  const outputs = [memory.output([rows, inputs]), memory.output([inputs, columns]), memory.output([columns])];
  const scratch = memory.arena(exports.gemmScratch());
  const [x, w, dLogits] = [operands.address('x'), operands.address('w'), operands.address('dLogits')];
  const [dx = 0, dw = 0, db = 0] = outputs.map(output => memory.address(output));
  exports.crossEntropyBackward(x, w, dLogits, dx, dw, db, rows, inputs, columns, scratch);
  const factor = memory.floats(operands.address('dy'), 1)[0]!;
  if (factor !== 1)
    for (const output of outputs) {
      const gradient = memory.floats(memory.address(output), sizeOf(output.shape));
      gradient.forEach((value, i) => (gradient[i] = value * factor));
    }
  return outputs;
};
