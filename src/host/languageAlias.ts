/** Reads the names of languages from what extensions contribute. Needs no editor. */
import { given, isList, isSomething, isText } from './given';

/** The first alias of a language, which the editor shows; undefined if no extension gives one. */
export function aliasOf(id: string, extensions: readonly { packageJSON: unknown }[]): string | undefined {
  for (const { packageJSON } of extensions)
    for (const language of given(given(packageJSON, 'contributes', isSomething), 'languages', isList) ?? []) {
      const alias = given(language, 'id', isText) === id ? given(language, 'aliases', isList)?.[0] : undefined;
      // "%alias%" is one that the editor has not translated.
      if (isText(alias) && alias !== '' && !alias.startsWith('%')) return alias;
    }
  return undefined;
}
