/** Errors that cross a process boundary: a code for programs, a sentence for the person (cause and next step), a detail for the log. */
import { readMessage, textMessage, type Message } from './message';

export const errorCodes = [
  'empty-text',
  'text-too-short',
  'binary-file',
  'file-not-found',
  'file-unreadable',
  'not-saved',
  'model-not-found',
  'model-damaged',
  'bad-options',
  'cancelled',
  'no-engine',
  'worker-died',
  'busy',
  'internal',
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/** A text that an editor can open. */
export interface TextPlace {
  uri: string;
  /** From 1; undefined if the error is not about one line. */
  line: number | undefined;
}

export class UnrollError extends Error {
  constructor(
    readonly code: ErrorCode,
    /** For the person, by `render`; `message` is only for stack traces. */
    readonly sentence: Message,
    /** For the log, never for a notification. */
    readonly detail?: string,
    /** The place of the error; only an editor that sent the text can know it. */
    readonly place?: TextPlace,
  ) {
    super(trace(sentence));
    this.name = 'UnrollError';
  }
}

const trace = ({ key, arguments: given }: Message): string =>
  given === undefined ? key : `${key} ${JSON.stringify(given)}`;

/** The data of a failed request's response. */
export interface ErrorData {
  code: ErrorCode;
  sentence: Message;
  detail?: string | undefined;
}

export const errorData = ({ code, sentence, detail }: UnrollError): ErrorData => ({ code, sentence, detail });

const isErrorCode = (value: unknown): value is ErrorCode => errorCodes.some(code => code === value);

/** Converts any thrown value, from either process, to an UnrollError. */
export function toUnrollError(thrown: unknown): UnrollError {
  if (thrown instanceof UnrollError) return thrown;
  const data: unknown = typeof thrown === 'object' && thrown !== null && 'data' in thrown ? thrown.data : undefined;
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  if (typeof data === 'object' && data !== null && 'code' in data && isErrorCode(data.code)) {
    const sentence = 'sentence' in data ? readMessage(data.sentence) : undefined;
    const detail = 'detail' in data && typeof data.detail === 'string' ? data.detail : undefined;
    return new UnrollError(data.code, sentence ?? textMessage(text), detail);
  }
  const unexpected: Message = { key: 'error.unexpected', arguments: { text } };
  return new UnrollError('internal', unexpected, thrown instanceof Error ? thrown.stack : undefined);
}
