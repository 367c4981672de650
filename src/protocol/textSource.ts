/** The text of a job: sent along, or read by the worker itself (files too large for a TextDocument). */
export type TextSource = (
  | { kind: 'text'; text: string }
  /**
   * Of labelled texts also a folder. `encoding` is what the person says that it is, by a name of the Encoding Standard; absent: found. `exclude`:
   * patterns of a folder's files that are not read; absent: the usual ones.
   */
  | { kind: 'file'; path: string; encoding?: string; exclude?: readonly string[] }
  | FilesSource
) & {
  name: string;
  /** Where an editor finds the text again; kept with the model. */
  uri?: string;
};

/** Files that are read one after the other as one text. */
export interface FilesSource {
  kind: 'files';
  /** A folder; the names are paths from it, with forward slashes. */
  base: string;
  files: readonly { name: string; bytes?: number; encoding?: string }[];
  /** Of the table of files; the reader checks them. */
  reading: unknown;
}

/** Where files that can be trained on are looked for. */
export interface FileSearch {
  base: string;
  /** Files, folders, and patterns from the base. */
  places: readonly string[];
  /** Patterns of files that are never read. */
  exclude: readonly string[];
}

export interface FoundFile {
  /** From the base, with forward slashes. */
  name: string;
  bytes: number;
  /** Its name says that it is a text, or it was named itself. */
  likely: boolean;
}

export interface FoundFiles {
  /** In the order in which they are read. */
  files: FoundFile[];
  /** Files that were passed over: larger than what is read, or too many. */
  tooLarge: number;
  tooMany: number;
  /** Folders that may not be looked into. */
  unreadable: string[];
}

/** What could be left out of files. */
export interface FilesContents {
  /** Characters and files by what it is, with the beginning of the first. */
  found: Partial<Record<'frontMatter' | 'licence' | 'markup', { files: number; characters: number; example: string }>>;
  files: number;
  characters: number;
  /** Files that are no text. */
  unreadable: string[];
}
