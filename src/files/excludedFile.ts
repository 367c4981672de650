/** Whether Unroll must not read a file. The language of patterns is loaded when the first file is asked about. */
import { realpath } from 'node:fs/promises';

/** A file as an editor names it. */
export interface NamedFile {
  scheme: string;
  /** With forward slashes. */
  path: string;
  fsPath: string;
}

/** Whether a file, or the one that it is a link to, matches one of the patterns. */
export async function isExcludedFile(
  { scheme, path, fsPath }: NamedFile,
  patterns: readonly string[],
): Promise<boolean> {
  const { isExcluded } = await import('./exclude');
  if (isExcluded(path, patterns)) return true;
  if (scheme !== 'file') return false;
  const target = await realpath(fsPath).catch(() => fsPath);
  return target !== fsPath && isExcluded(target.replaceAll('\\', '/'), patterns);
}
