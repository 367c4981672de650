/** Errors that cross a boundary: a code to act on, a message for the user (cause and next step), a detail for the log. */

const errorCodes = [
  'empty-text',
  'text-too-short',
  'binary-file',
  'file-not-found',
  'file-unreadable',
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

export class UnrollError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    /** For the log, never for a notification. */
    readonly detail?: string,
  ) {
    super(message);
    this.name = 'UnrollError';
  }
}

export interface ErrorData {
  code: ErrorCode;
  detail?: string;
}

const isErrorCode = (value: unknown): value is ErrorCode => errorCodes.some(code => code === value);

/** Reads whatever was thrown, on either side of the boundary, as one of ours. */
export function toUnrollError(thrown: unknown): UnrollError {
  if (thrown instanceof UnrollError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const data: unknown = typeof thrown === 'object' && thrown !== null && 'data' in thrown ? thrown.data : undefined;
  if (typeof data === 'object' && data !== null && 'code' in data && isErrorCode(data.code)) {
    const detail = 'detail' in data && typeof data.detail === 'string' ? data.detail : undefined;
    return new UnrollError(data.code, message, detail);
  }
  return new UnrollError('internal', message, thrown instanceof Error ? thrown.stack : undefined);
}
