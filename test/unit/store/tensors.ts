import { readSafetensors, type TensorFile, type Wanted } from '../../../src/store/safetensors';

/** Reads a safetensors file in memory. */
export const decode = (bytes: Uint8Array, wanted?: Wanted): Promise<TensorFile> =>
  readSafetensors(
    {
      size: bytes.length,
      read: (target, offset) => {
        target.set(bytes.subarray(offset, offset + target.length));
        return Promise.resolve();
      },
    },
    () => undefined,
    wanted,
  );
