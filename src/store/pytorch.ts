/**
 * Our arrays under PyTorch's names and in its layouts, so that a model loads into
 * `nn.Embedding`, `nn.RNN | nn.GRU | nn.LSTM` and `nn.Linear` called `embedding`, `rnn` and `linear`, and back.
 *
 * | ours                        | PyTorch's                                              |
 * | `embedding` [V, E]          | `embedding.weight` [V, E]                              |
 * | `layers.0.wx` [I, G*H]      | `rnn.weight_ih_l0` [G*H, I]                            |
 * | `layers.0.wh` [H, G*H]      | `rnn.weight_hh_l0` [G*H, H]                            |
 * | `layers.0.b` [G*H]          | `rnn.bias_ih_l0` (= b) and `rnn.bias_hh_l0` (= 0)      |
 * | `layers.0.reverse.wx`       | `rnn.weight_ih_l0_reverse`                             |
 * | `layers.0.norm.gain`, `.bias` | `norm.0.weight`, `norm.0.bias`: `nn.LayerNorm` of what the layer puts out         |
 * | `hidden.0.w` [I, H]          | `hidden.0.weight` [H, I]                               |
 * | `output.w` [H, V]           | `linear.weight` [V, H]                                 |
 * | `output.b` [V]              | `linear.bias` [V]                                      |
 * | `output.projection` [H, E]   | `projection.weight` [E, H]; `linear.weight` is `embedding.weight` then, and not stored twice |
 *
 * Of layers in heads `rnn.weight_hh_l0` is [G*H, H / heads]: PyTorch has no such layers, and names it when it refuses the shape.
 * Whatever stands before these names (`encoder.`, `decoder.`) is kept. The gates come in the same order on both sides. Our
 * GRU applies the reset gate before the product with the hidden weights, `nn.GRU` after it: metadata `gru_reset` says so.
 */
import { UnrollError } from '../protocol/errors';
import { cellOf, type CellName } from '../protocol/cells';
import { message } from '../words/message';
import type { Metadata } from './safetensors';
import type { NamedTensor, TensorShape } from './types';

export const weightsMetadata = (cell: CellName): Metadata => ({
  format: 'pt',
  cell,
  ...(cellOf(cell).resetsBefore ? { gru_reset: 'before' } : {}),
});

/** One of PyTorch's arrays, and what it is made from. */
interface Place<T> {
  name: string;
  of: T;
  how: 'as it is' | 'transposed' | 'zeros';
}

/** A cell without hidden weights (min-gru) has no second bias either. */
function places<T extends TensorShape>(tensors: readonly T[]): Place<T>[] {
  const names = new Set(tensors.map(({ name }) => name));
  return tensors.flatMap((of): Place<T>[] => {
    const layer = /^(.*)layers\.(\d+)\.(reverse\.)?(wx|wh|b)$/.exec(of.name);
    if (!layer) return [outsideLayers(of)];
    const [, prefix = '', index = '', reverse, part] = layer;
    const rename = (kind: string): string => `${prefix}rnn.${kind}_l${index}${reverse ? '_reverse' : ''}`;
    if (part === 'wx') return [{ name: rename('weight_ih'), of, how: 'transposed' }];
    if (part === 'wh') return [{ name: rename('weight_hh'), of, how: 'transposed' }];
    const bias: Place<T> = { name: rename('bias_ih'), of, how: 'as it is' };
    if (!names.has(of.name.replace(/b$/, 'wh'))) return [bias];
    return [bias, { name: rename('bias_hh'), of, how: 'zeros' }];
  });
}

function outsideLayers<T extends TensorShape>(of: T): Place<T> {
  const { name } = of;
  const norm = /^layers\.(\d+)\.norm\.(gain|bias)$/.exec(name);
  if (norm) return { name: `norm.${norm[1]}.${norm[2] === 'gain' ? 'weight' : 'bias'}`, of, how: 'as it is' };
  if (/(^|\.)embedding$/.test(name)) return { name: `${name}.weight`, of, how: 'as it is' };
  const hidden = /^(hidden\.\d+)\.(w|b)$/.exec(name);
  if (hidden) {
    const [, layer = '', part] = hidden;
    return part === 'w'
      ? { name: `${layer}.weight`, of, how: 'transposed' }
      : { name: `${layer}.bias`, of, how: 'as it is' };
  }
  if (/(^|\.)output\.projection$/.test(name))
    return { name: name.replace(/output\.projection$/, 'projection.weight'), of, how: 'transposed' };
  if (/(^|\.)output\.w$/.test(name))
    return { name: name.replace(/output\.w$/, 'linear.weight'), of, how: 'transposed' };
  return { name: name.replace(/(^|\.)output\.b$/, '$1linear.bias'), of, how: 'as it is' };
}

export const toPyTorch = (tensors: readonly NamedTensor[]): NamedTensor[] =>
  places(tensors).map(({ name, of, how }) => {
    if (how === 'transposed') return { ...transpose(of), name };
    return { name, shape: of.shape, data: how === 'zeros' ? new Float32Array(of.data.length) : of.data };
  });

/** What `toPyTorch` makes of arrays of these shapes. */
export const shapesInPyTorch = (shapes: readonly TensorShape[]): TensorShape[] =>
  places(shapes).map(({ name, of, how }) => ({ name, shape: how === 'transposed' ? of.shape.toReversed() : of.shape }));

/** Whose rows are our columns. */
export const isTransposed = (name: string): boolean =>
  /(^|\.)(rnn\.weight_[ih]h_l\d+(_reverse)?|(projection|linear)\.weight)$|^hidden\.\d+\.weight$/.test(name);

/**
 * The way back, of arrays that are laid out as ours already; the two biases of a layer become their sum. Names that are not PyTorch's of the
 * table stay as they are.
 */
export function inOurNames(tensors: readonly NamedTensor[]): NamedTensor[] {
  const byName = new Map(tensors.map(tensor => [tensor.name, tensor]));
  return tensors.flatMap(tensor => {
    const { name } = tensor;
    if (/(^|\.)rnn\.bias_hh_l\d+(_reverse)?$/.test(name)) return [];
    const other = byName.get(name.replace(/(^|\.)rnn\.bias_ih_l/, '$1rnn.bias_hh_l'));
    return [{ ...(other && other !== tensor ? sum(tensor, other) : tensor), name: ourName(name) }];
  });
}

/** Of the first of two biases that of their sum. */
export function ourName(name: string): string {
  const layer = /^(.*)rnn\.(weight_ih|weight_hh|bias_ih)_l(\d+)(_reverse)?$/.exec(name);
  if (!layer) return nameOutsideLayers(name);
  const [, prefix = '', part = '', index = '', reverse] = layer;
  const ours = { weight_ih: 'wx', weight_hh: 'wh' }[part] ?? 'b';
  return `${prefix}layers.${index}.${reverse ? 'reverse.' : ''}${ours}`;
}

function nameOutsideLayers(name: string): string {
  const norm = /^norm\.(\d+)\.(weight|bias)$/.exec(name);
  if (norm) return `layers.${norm[1]}.norm.${norm[2] === 'weight' ? 'gain' : 'bias'}`;
  if (/(^|\.)embedding\.weight$/.test(name)) return name.replace(/\.weight$/, '');
  if (/^hidden\.\d+\.(weight|bias)$/.test(name)) return name.replace(/weight$/, 'w').replace(/bias$/, 'b');
  if (/(^|\.)projection\.weight$/.test(name)) return name.replace(/projection\.weight$/, 'output.projection');
  return name.replace(/(^|\.)linear\.weight$/, '$1output.w').replace(/(^|\.)linear\.bias$/, '$1output.b');
}

/** [R, C] -> [C, R] */
export function transposed(values: Float32Array, columns: number): Float32Array {
  const rows = values.length / columns;
  const result = new Float32Array(values.length);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) result[column * rows + row] = values[row * columns + column]!;
  return result;
}

function transpose({ name, shape, data }: NamedTensor): NamedTensor {
  const [rows, columns] = shape;
  if (rows === undefined || columns === undefined || shape.length !== 2) throw misfit(name);
  return { name, shape: [columns, rows], data: transposed(data, columns) };
}

function sum(bias: NamedTensor, other: NamedTensor): NamedTensor {
  if (other.data.length !== bias.data.length) throw misfit(other.name);
  return { ...bias, data: bias.data.map((value, index) => value + other.data[index]!) };
}

const misfit = (name: string): UnrollError => new UnrollError('model-damaged', message('error.weightsShape', { name }));
