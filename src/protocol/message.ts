/** A sentence for a person: its key and arguments. words/ renders it in the person's language. */

export type MessageArgument = string | number | boolean | Message | Message[];

export interface Message {
  /** A key of the catalogue, words/english.ts. */
  key: string;
  arguments?: Record<string, MessageArgument>;
}

/** The largest depth of messages within messages: a bound for data from outside. */
export const deepest = 8;

/** Reads a message from another process or a file; undefined if the value is not a message. */
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

/** Text without a key: from another program, or from a file written before the catalogue existed. */
export const textMessage = (text: string): Message => ({ key: 'text', arguments: { text } });
