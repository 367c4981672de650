/** The Encoding Standard's names for the values of the editor's setting `files.encoding`. */

/** Names that differ by more than hyphens. */
const others: Readonly<Record<string, string>> = {
  utf8bom: 'utf-8',
  big5hkscs: 'big5',
  cp866: 'ibm866',
  macroman: 'macintosh',
  shiftjis: 'shift_jis',
  eucjp: 'euc-jp',
  euckr: 'euc-kr',
  koi8r: 'koi8-r',
  koi8u: 'koi8-u',
};

/** "windows1251" -> "windows-1251", "iso88592" -> "iso-8859-2" */
export const standardName = (name: string): string =>
  others[name] ?? name.replace(/^(windows|utf)(?=\d)/, '$1-').replace(/^iso8859(?=\d)/, 'iso-8859-');
