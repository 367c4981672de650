/** The verdict on a network in some sentences. */
import type { Message } from '../protocol/message';
import { judge, type RunLosses } from '../text/measures/verdict';
import { message } from '../words/message';

export function verdictOf(losses: RunLosses): Message {
  const { kind, behindCounting, mostlyUnknown } = judge(losses);
  const alsoBehind = behindCounting && kind !== 'worse-than-counting' && kind !== 'worse-than-guessing';
  return message('sentences', {
    sentences: [
      ...(mostlyUnknown ? [message('verdict.mostlyUnknown', { share: losses.unknownShare ?? 0 })] : []),
      message(`verdict.${kind}`),
      ...(alsoBehind ? [message('verdict.behindCounting')] : []),
    ],
  });
}
