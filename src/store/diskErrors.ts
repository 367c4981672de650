/** What went wrong on the disk, in one sentence with what to do next. */
import { basename, dirname } from 'node:path';
import { UnrollError } from '../protocol/errors';
import type { Message } from '../protocol/message';
import { message } from '../words/message';

export const hasCode = (thrown: unknown, code: string): boolean => codeOf(thrown) === code;

const codeOf = (thrown: unknown): unknown =>
  typeof thrown === 'object' && thrown !== null && 'code' in thrown ? thrown.code : undefined;

type Cause = (folder: string) => Message;

const full: Cause = folder => message('disk.full', { folder });
const forbidden: Cause = folder => message('disk.forbidden', { folder });
const tooManyFiles: Cause = () => message('disk.tooManyFiles');

const causes = new Map<unknown, Cause>([
  ['ENOSPC', full],
  ['EDQUOT', full],
  ['EACCES', forbidden],
  ['EPERM', forbidden],
  ['EROFS', folder => message('disk.readOnly', { folder })],
  ['EMFILE', tooManyFiles],
  ['ENFILE', tooManyFiles],
  ['ENAMETOOLONG', () => message('disk.pathTooLong')],
  ['ELOOP', folder => message('disk.linksInCircle', { folder })],
  ['ENOENT', folder => message('disk.gone', { folder })],
  ['EEXIST', folder => message('disk.noFolder', { folder })],
  ['ENOTDIR', folder => message('disk.noFolder', { folder })],
  ['EISDIR', () => message('disk.isFolder')],
  ['EIO', folder => message('disk.failing', { folder })],
]);

/** Of reading a text: what is wrong with the path, or the machine; undefined: the person may not read it. */
export function pathFault(thrown: unknown, path: string): Message | undefined {
  const code = codeOf(thrown);
  return code === 'EACCES' || code === 'EPERM' ? undefined : causes.get(code)?.(path);
}

const causeOf = (thrown: unknown, folder: string): Message =>
  causes.get(codeOf(thrown))?.(folder) ?? message('disk.other', { code: String(codeOf(thrown)) });

/** No model could be made in a folder of models. */
export const modelNotSaved = (thrown: unknown, modelsFolder: string): UnrollError =>
  thrown instanceof UnrollError
    ? thrown
    : new UnrollError(
        'not-saved',
        message('error.modelNotSaved', { cause: causeOf(thrown, modelsFolder) }),
        String(thrown),
      );

/**
 * An error of ours as it is, any other as 'not-saved' or 'file-unreadable'.
 * @param path the file that was to be read or written
 * @param folder where the fault is looked for
 */
export function diskError(thrown: unknown, doing: 'read' | 'write', path: string, folder = dirname(path)): UnrollError {
  if (thrown instanceof UnrollError) return thrown;
  const given = { name: basename(path), cause: causeOf(thrown, folder) };
  return doing === 'read'
    ? new UnrollError('file-unreadable', message('error.notRead', given), String(thrown))
    : new UnrollError('not-saved', message('error.notSaved', given), String(thrown));
}
