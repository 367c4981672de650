/** TensorFlow's raw ops, called by name through tfjs-node. */
import { findBackend, keep, scalar, type Tensor } from '@tensorflow/tfjs-core';

type Attribute = { name: string; type: number; value: number | boolean };

/** What is used of tfjs-node's backend. */
interface NativeBackend {
  binding: Record<'TF_ATTR_TYPE' | 'TF_ATTR_BOOL' | 'TF_ATTR_FLOAT' | 'TF_FLOAT' | 'TF_INT32' | 'TF_INT64', number>;
  executeSingleOutput(name: string, attributes: Attribute[], inputs: Tensor[]): Tensor;
  executeMultipleOutputs(name: string, attributes: Attribute[], inputs: Tensor[], count: number): Tensor[];
}

function isNativeBackend(backend: unknown): backend is NativeBackend {
  return typeof backend === 'object' && backend !== null && 'binding' in backend && 'executeMultipleOutputs' in backend;
}

function native(): NativeBackend {
  const backend: unknown = findBackend('tensorflow');
  if (isNativeBackend(backend)) return backend;
  throw new Error('tfjs-node is not loaded.');
}

export type TypeName = 'TF_FLOAT' | 'TF_INT32' | 'TF_INT64';
/** Attributes by name; a string names a TensorFlow type. */
export type Attributes = Record<string, boolean | number | TypeName>;

function encode({ binding }: NativeBackend, attributes: Attributes): Attribute[] {
  return Object.entries(attributes).map(([name, value]) => {
    if (typeof value === 'string') return { name, type: binding.TF_ATTR_TYPE, value: binding[value] };
    return { name, type: typeof value === 'boolean' ? binding.TF_ATTR_BOOL : binding.TF_ATTR_FLOAT, value };
  });
}

/** The count of outputs must be exact: the add-on walks all of them. */
export function rawOperation(name: string, attributes: Attributes, inputs: Tensor[], count: number): Tensor[] {
  const backend = native();
  return backend.executeMultipleOutputs(name, encode(backend, attributes), inputs, count);
}

const int64Scalars = new Map<number, Tensor>();

/** tfjs has no int64: the scalar is cast inside TensorFlow, once a value, and kept. */
export function int64Scalar(value: number): Tensor {
  const known = int64Scalars.get(value);
  if (known) return known;
  const attributes: Attributes = { SrcT: 'TF_INT32', DstT: 'TF_INT64', Truncate: false };
  const made = withoutWarning(() => keep(rawOperation('Cast', attributes, [scalar(value, 'int32')], 1)[0]!));
  int64Scalars.set(value, made);
  return made;
}

/** tfjs-node warns that int64 values read back are BigInts; this one is never read. */
function withoutWarning<T>(call: () => T): T {
  const { warn } = console;
  console.warn = () => undefined;
  try {
    return call();
  } finally {
    console.warn = warn;
  }
}
