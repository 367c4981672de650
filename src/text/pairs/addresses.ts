/** Addresses in a sentence: of pages, of mail. Their points, commas and question marks are part of them. */

/** What ends a sentence or a bracket around an address is not part of it. */
const address =
  /(?:\b(?:https?|ftp|file|mailto):|\bwww\.)[^\s<>"“”„«»]*[^\s<>"“”„«».,;:!?…)\]}'’]|[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+/giu;
/** A code point that is no character, and so in no text. */
const standIn = '\uFDD0';

/** The sentence with something that has no punctuation in place of each address, and how they come back. */
export function withoutAddresses(sentence: string): { text: string; restore: (text: string) => string } {
  const found = sentence.includes(standIn) ? [] : (sentence.match(address) ?? []);
  if (found.length === 0) return { text: sentence, restore: text => text };
  let next = 0;
  return {
    text: sentence.replace(address, standIn),
    restore: text => text.replaceAll(standIn, () => found[next++]!),
  };
}
