/** A sentence on its way to a person: which one, and what stands in it. Worked out in the person's language by words/. */

export type MessageArgument = string | number | boolean | Message | Message[];

export interface Message {
  /** Of the catalogue, words/english.ts. */
  key: string;
  arguments?: Record<string, MessageArgument>;
}

/** Sentences within sentences: a bound for data from outside. */
const deepest = 8;

/** Reads what came from another process or from a file; undefined when it is no message. */
export function readMessage(value: unknown, depth = 0): Message | undefined {
  if (depth > deepest || typeof value !== 'object' || value === null) return undefined;
  if (!('key' in value) || typeof value.key !== 'string') return undefined;
  if (!('arguments' in value) || value.arguments === undefined) return { key: value.key };
  if (typeof value.arguments !== 'object' || value.arguments === null) return undefined;
  const read: Record<string, MessageArgument> = {};
  for (const [name, argument] of Object.entries(value.arguments)) {
    const known = readArgument(argument, depth + 1);
    if (known === undefined) return undefined;
    read[name] = known;
  }
  return { key: value.key, arguments: read };
}

function readArgument(value: unknown, depth: number): MessageArgument | undefined {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (!Array.isArray(value)) return readMessage(value, depth);
  const messages = value.map(item => readMessage(item, depth)).filter(item => item !== undefined);
  return messages.length === value.length ? messages : undefined;
}

/** Text that is in no catalogue: of another program, or of a file written before there was one. */
export const textMessage = (text: string): Message => ({ key: 'text', arguments: { text } });
