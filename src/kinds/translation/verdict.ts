/** What a translation model came to: a low loss is worth nothing where its translations are wrong. */
import type { Message } from '../../protocol/message';
import type { TranslationQuality } from '../../protocol/metrics';
import { judge, type RunLosses } from '../../text/measures/verdict';
import { message } from '../../words/message';
import { verdictOf } from '../verdict';

/**
 * BLEU below which a translation is of no use, and below which it gives the gist at best (the bounds of Google Cloud's table "Interpretation
 * of BLEU scores"); and the share of sentences that are right word for word that counts as much, as BLEU says nothing of dates and codes.
 */
const bounds = { useless: { bleu: 10, exact: 0.1 }, gist: { bleu: 30, exact: 0.5 } } as const;

/**
 * @param quality of sentences that were held out, if any were
 * @param tokens what was learned
 */
export function verdictOn(
  losses: RunLosses,
  quality: TranslationQuality | undefined,
  tokens: 'word' | 'char',
): Message {
  const { kind, mostlyUnknown } = judge(losses);
  if (kind === 'unjudged' || kind === 'worse-than-guessing' || !quality) return verdictOf(losses);
  const { bleu, exactMatch: exact = 0 } = quality;
  const worth = worthOf(bleu, exact);
  return message('sentences', {
    sentences: [
      ...(mostlyUnknown ? [message('verdict.mostlyUnknown', { share: losses.unknownShare ?? 0 })] : []),
      message('verdict.translation.judged', { exact, bleu }),
      message(`verdict.translation.${worth}`),
      ...(worth === 'useless' && tokens === 'word' ? [message('verdict.translation.tryCharacters')] : []),
      // "Underfitted" would repeat the advice to train longer.
      ...(kind === 'level' || (kind === 'underfitted' && worth !== 'good') ? [] : [message(`verdict.${kind}`)]),
    ],
  });
}

function worthOf(bleu: number, exact: number): 'useless' | 'gist' | 'good' {
  const reaches = (least: { bleu: number; exact: number }): boolean => bleu >= least.bleu || exact >= least.exact;
  if (reaches(bounds.gist)) return 'good';
  return reaches(bounds.useless) ? 'gist' : 'useless';
}
