/** The language of the command line: --language, else the locale of the environment. */
import type { Catalogue } from '../words/template';

interface Translation {
  speaks: RegExp;
  /** As Intl names it. */
  language: string;
  load: () => Promise<Catalogue>;
}

/** All other languages are read in English, whose sentences are there always. */
const translations: readonly Translation[] = [
  {
    speaks: /^zh\b(?!.*\b(hant|tw|hk|mo)\b)/i,
    language: 'zh-CN',
    load: async () => (await import('../../l10n/bundle.l10n.zh-cn.json')).default,
  },
];

export function languageOf(
  environment: Readonly<Record<string, string | undefined>>,
  commandLine: readonly string[],
): string {
  const { LC_ALL, LC_MESSAGES, LANG } = environment;
  // "zh_CN.UTF-8" -> "zh-CN"; an empty variable is one that is not set.
  const wanted = (languageFlag(commandLine) || LC_ALL || LC_MESSAGES || LANG || 'en')
    .replace(/[.@].*$/, '')
    .replaceAll('_', '-');
  return translations.find(({ speaks }) => speaks.test(wanted))?.language ?? 'en';
}

export async function catalogueOf(language: string): Promise<Catalogue> {
  return (await translations.find(translation => translation.language === language)?.load()) ?? {};
}

const isLanguageFlag = (word: string): boolean => word === '--language' || word.startsWith('--language=');

/** The words of a command line but for the flag. */
export const withoutLanguage = (commandLine: readonly string[]): string[] =>
  commandLine.filter((word, at) => !isLanguageFlag(word) && commandLine[at - 1] !== '--language');

function languageFlag(commandLine: readonly string[]): string | undefined {
  const at = commandLine.findIndex(isLanguageFlag);
  if (at < 0) return undefined;
  return commandLine[at]!.includes('=') ? commandLine[at]!.split('=')[1] : commandLine[at + 1];
}
