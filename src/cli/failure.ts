/** How a command ends that has failed: its exit code, and what is said. */
import { toUnrollError, type ErrorCode, type UnrollError } from '../protocol/errors';
import type { Message } from '../protocol/message';
import { interruptedCode } from './interruption';

/** The command could not be carried out here, now: the same command may succeed elsewhere or later. */
export const failed = 1;
/** What was given cannot be used: the command line, or a text, a table or a model that it names. */
export const unusable = 2;

const exitCodes: Readonly<Record<ErrorCode, number>> = {
  'bad-options': unusable,
  'empty-text': unusable,
  'text-too-short': unusable,
  'binary-file': unusable,
  'file-not-found': unusable,
  'file-unreadable': unusable,
  'model-not-found': unusable,
  'model-damaged': unusable,
  'not-saved': failed,
  'no-engine': failed,
  'worker-died': failed,
  busy: failed,
  internal: failed,
  cancelled: interruptedCode,
};

export interface Failure {
  exitCode: number;
  /** Undefined for a command that the person has ended. */
  sentence: Message | undefined;
  detail: string | undefined;
}

/** @param debugging whether every detail is asked for */
export function failureOf(thrown: unknown, debugging: boolean): Failure {
  const error = toUnrollError(thrown);
  const exitCode = exitCodes[error.code];
  if (error.code === 'cancelled') return { exitCode, sentence: undefined, detail: undefined };
  return { exitCode, sentence: error.sentence, detail: debugging || helps(error) ? error.detail : undefined };
}

/** The stack of an error of our own helps to report it; the path of a model's file, with the place in it, to mend it. What a library says does not. */
const helps = ({ code, sentence }: UnrollError): boolean =>
  code === 'internal' || sentence.key === 'error.modelFileDamaged';
