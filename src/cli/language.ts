/** The language of the command line: --language, else the locale of the environment. */
import chinese from '../../l10n/bundle.l10n.zh-cn.json';
import type { Reader } from '../words/render';
import type { Catalogue } from '../words/template';

/** Which translation a language is read in, and how Intl names it; all others are read in English. */
const translations: { speaks: RegExp; language: string; catalogue: Catalogue }[] = [
  { speaks: /^zh\b(?!.*\b(hant|tw|hk|mo)\b)/i, language: 'zh-CN', catalogue: chinese },
];

export function readerOf(
  environment: Readonly<Record<string, string | undefined>>,
  commandLine: readonly string[],
): Reader {
  const { LC_ALL, LC_MESSAGES, LANG } = environment;
  // "zh_CN.UTF-8" -> "zh-CN"; an empty variable is one that is not set.
  const wanted = (languageFlag(commandLine) || LC_ALL || LC_MESSAGES || LANG || 'en')
    .replace(/[.@].*$/, '')
    .replaceAll('_', '-');
  const translation = translations.find(({ speaks }) => speaks.test(wanted));
  return { language: translation?.language ?? 'en', catalogue: translation?.catalogue ?? {}, medium: 'terminal' };
}

function languageFlag(commandLine: readonly string[]): string | undefined {
  const at = commandLine.findIndex(word => word === '--language' || word.startsWith('--language='));
  if (at < 0) return undefined;
  return commandLine[at]!.includes('=') ? commandLine[at]!.split('=')[1] : commandLine[at + 1];
}
