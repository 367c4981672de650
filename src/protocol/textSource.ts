/** The text of a job: contained in the request, or a file that the worker reads (it may be too large for a TextDocument). */
export type TextSource = (
  | { kind: 'text'; text: string }
  /**
   * For labelled texts also a folder. `encoding`: the person's choice, a name of the Encoding Standard; absent: detected. `exclude`:
   * patterns of a folder's files that are not read; absent: the default ones.
   */
  | { kind: 'file'; path: string; encoding?: string; exclude?: readonly string[] }
  | FilesSource
) & {
  name: string;
  /** The URI from which an editor can read the text again; stored with the model. */
  uri?: string;
};

/** Files that are concatenated to one text. */
export interface FilesSource {
  kind: 'files';
  /** A folder; the names are paths from it, with forward slashes. */
  base: string;
  files: readonly { name: string; bytes?: number; encoding?: string }[];
  /** Options of `filesTable`; the reader checks them. */
  reading: unknown;
}

/** Where to search for files to train on. */
export interface FileSearch {
  base: string;
  /** Files, folders and patterns, relative to the base. */
  places: readonly string[];
  /** Patterns of files that are never read. */
  exclude: readonly string[];
}

export interface FoundFile {
  /** Path relative to the base, with forward slashes. */
  name: string;
  bytes: number;
  /** Its name has the ending of a text, or it was named explicitly. */
  likely: boolean;
}

export interface FoundFiles {
  /** In the order in which they are read. */
  files: FoundFile[];
  /** Numbers of skipped files: larger than the limit, or beyond the largest number. */
  tooLarge: number;
  tooMany: number;
  /** Folders that could not be read. */
  unreadable: string[];
}

/** Parts that could be left out of files. */
export interface FilesContents {
  /** Numbers of files and characters by kind of part, with the beginning of the first part. */
  found: Partial<Record<'frontMatter' | 'licence' | 'markup', { files: number; characters: number; example: string }>>;
  files: number;
  characters: number;
  /** Files that are not texts. */
  unreadable: string[];
}
