/**
 * The binary code of bytes that is used where nothing is known of them: shaped for text in the Latin alphabet, where the first questions
 * are "a letter?", "a vowel?"; all other bytes lie in one balanced branch.
 */
import { huffmanTree, type Tree } from '../voices/codeTree';

/** Letters by falling frequency in English, by class; marks by falling frequency in prose, notes and programs. */
const VOWELS = 'eaoiuy';
const FREQUENT = 'tnsrld';
const RARE = 'hcmfwgpbvkxqjz';
const MARKS = '\n,.\'-;"!:?_()1023456789\t=/*{}[]<>+#&@$%|\\~^`\r';

function bytesOf(characters: string): number[] {
  return Array.from(characters, character => character.charCodeAt(0));
}

/** Zipf's law stands in for frequencies: the tree of a list in falling order. */
function ranked(bytes: readonly number[]): Tree {
  return huffmanTree(bytes, byte => 1 / (bytes.indexOf(byte) + 2));
}

function balanced(bytes: readonly number[]): Tree {
  if (bytes.length === 1) return bytes[0]!;
  const half = bytes.length >> 1;
  return [balanced(bytes.slice(0, half)), balanced(bytes.slice(half))];
}

const named = bytesOf(VOWELS + FREQUENT + RARE + (VOWELS + FREQUENT + RARE).toUpperCase() + MARKS + ' ');
const others = Array.from({ length: 256 }, (_, byte) => byte).filter(byte => !named.includes(byte));

const letters: Tree = [ranked(bytesOf(VOWELS)), [ranked(bytesOf(FREQUENT)), ranked(bytesOf(RARE))]];
const capitals = ranked(bytesOf('TIAHSWBOMNLCPFRDGEYVUJKQXZ'));
const marks: Tree = [ranked(bytesOf(MARKS)), balanced(others)];

export const byteTree: Tree = [letters, [32, [marks, capitals]]];

/** Bytes as symbols: the characters U+0000 to U+00FF. */
export const byteSymbols: readonly string[] = Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte));
