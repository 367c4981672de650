/** What people call the columns of their tables: "source", "English", "Deutsch", "fr". */

const general =
  /^(?:source|target|src|tgt|from|to|input|output|text|translation|sentence|question|answer|original|quelle|ziel|texte?|traduction|texto|traducción)\b/i;

const codes = (
  'ar bg bn ca cs da de el en eo es et eu fa fi fr ga gl he hi hr hu hy id is it ja ka kk ko la lt lv mk ms mn nl no ' +
  'pl pt ro ru sk sl sq sr sv sw ta th tl tr uk ur uz vi zh'
).split(' ');
const spokenIn = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'sv', 'pl', 'ru', 'tr', 'ja', 'ko', 'zh'];

let names: ReadonlyMap<string, string> | undefined;

/** The code of a language by its name in one of the languages above or in itself, or by its code; undefined for other words. */
function languageOf(word: string): string | undefined {
  names ??= new Map(
    codes.flatMap(code =>
      [...spokenIn, code].map((locale): [string, string] => {
        const name = new Intl.DisplayNames([locale], { type: 'language' }).of(code) ?? code;
        return [name.toLowerCase(), code];
      }),
    ),
  );
  const lower = word.trim().toLowerCase();
  return names.get(lower) ?? codes.find(code => code === lower.replace(/[-_].*$/, ''));
}

export const namesColumn = (cell: string): boolean => general.test(cell.trim()) || languageOf(cell) !== undefined;

/** Two names of one language are not a heading but a word and its translation. */
export function nameDifferentColumns([source = '', target = '']: readonly string[]): boolean {
  const languages = [languageOf(source), languageOf(target)];
  return languages[0] === undefined || languages[0] !== languages[1];
}
