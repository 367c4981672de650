/** Four bytes a character: no TextDecoder reads them. */
export type Utf32 = 'utf-32le' | 'utf-32be';

export const isUtf32 = (encoding: string): encoding is Utf32 => encoding === 'utf-32le' || encoding === 'utf-32be';

const mark = 0xfeff;
const isCharacter = (code: number): boolean => code < 0xd800 || (code > 0xdfff && code <= 0x10ffff);

/** Undefined when there is what is no character. A mark is left out. */
export function decodeUtf32(bytes: Uint8Array, encoding: Utf32): string | undefined {
  if (bytes.length % 4 !== 0) return undefined;
  const codes = codesOf(bytes, encoding);
  if (!codes.every(isCharacter)) return undefined;
  const parts: string[] = [];
  // So many arguments any engine takes.
  for (let from = codes[0] === mark ? 1 : 0; from < codes.length; from += 4096)
    parts.push(String.fromCodePoint(...codes.subarray(from, from + 4096)));
  return parts.join('');
}

/** The number of the first line with what is no character. */
export function firstOddLineOfUtf32(bytes: Uint8Array, encoding: Utf32): number {
  const codes = codesOf(bytes, encoding);
  const odd = codes.findIndex(code => !isCharacter(code));
  return 1 + codes.subarray(0, odd < 0 ? codes.length : odd).filter(code => code === 0x0a).length;
}

function codesOf(bytes: Uint8Array, encoding: Utf32): Uint32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Uint32Array.from({ length: bytes.length >> 2 }, (_, at) => view.getUint32(4 * at, encoding === 'utf-32le'));
}
