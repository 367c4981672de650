/** The attention kernels: operands and outputs laid out for the module. */
import type { Device, Kernel, Operands } from './kernel';

/** The words of `AttentionWords` in ../c/attention.h, in its order. */
export const attentionFields = [
  ...(['steps', 'rows', 'hiddenSize', 'valueSize', 'keys', 'values', 'query', 'score', 'lengths', 'weights'] as const),
  ...(['context', 'dContext', 'dKeys', 'dValues', 'dQuery', 'dScore', 'scratch'] as const),
] as const;
type Attention = Partial<Record<(typeof attentionFields)[number], number>>;

const wordBytes = 4;

function describe(operands: Operands): Required<Pick<Attention, 'steps' | 'rows' | 'valueSize'>> & Attention {
  const [steps = 0, rows = 0, hiddenSize = 0] = operands.shape('keys');
  const valueSize = operands.matrix('values')[1];
  const given = Object.fromEntries(
    (['keys', 'values', 'query', 'score', 'lengths', 'weights', 'dContext'] as const).map(name => [
      name,
      operands.address(name),
    ]),
  );
  return { ...given, steps, rows, hiddenSize, valueSize };
}

function run({ memory, exports }: Device, attention: Attention, play: 'attend' | 'attendBackward', steps: number) {
  const at = memory.arena((attentionFields.length + steps) * wordBytes);
  const placed: Attention = { ...attention, scratch: at + attentionFields.length * wordBytes };
  memory.words(at, attentionFields.length).set(attentionFields.map(field => placed[field] ?? 0));
  exports[play](at);
}

export const attend: Kernel = (device, operands) => {
  const { memory } = device;
  const described = describe(operands);
  const { steps, rows, valueSize } = described;
  const [context, weights] = [memory.output([rows, valueSize]), memory.output([steps, rows])];
  const outputs = { context: memory.address(context), weights: memory.address(weights) };
  run(device, { ...described, ...outputs }, 'attend', steps);
  return [context, weights];
};

export const attendGradient: Kernel = (device, operands) => {
  const { memory } = device;
  const described = describe(operands);
  const outputs = ['keys', 'values', 'query', 'score'].map(name => memory.output(operands.shape(name)));
  const [dKeys = 0, dValues = 0, dQuery = 0, dScore = 0] = outputs.map(output => memory.address(output));
  run(device, { ...described, dKeys, dValues, dQuery, dScore }, 'attendBackward', described.steps);
  return outputs;
};
