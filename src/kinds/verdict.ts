/** The verdict on a network in some sentences. */
import type { Message } from '../protocol/message';
import { judge, type RunLosses, type VerdictKind } from '../text/measures/verdict';
import { message } from '../words/message';

/** Says both how much was memorised and whether the model is better than counting. */
export function verdictOf(losses: RunLosses): Message {
  const { kind, behindCounting, mostlyUnknown } = judge(losses);
  const alsoBehind = behindCounting && kind !== 'worse-than-counting' && kind !== 'worse-than-guessing';
  const ahead = losses.baselineLoss !== undefined && !behindCounting && !mostlyUnknown && learnedKinds.includes(kind);
  return message('sentences', {
    sentences: [
      ...(mostlyUnknown ? [message('verdict.mostlyUnknown', { share: losses.unknownShare ?? 0 })] : []),
      message(kind === 'unjudged' && losses.heldOut === true ? 'verdict.tooEarly' : `verdict.${kind}`),
      ...(ahead ? [message('verdict.beatsCounting')] : []),
      ...(alsoBehind ? [message('verdict.behindCounting')] : []),
    ],
  });
}

/** Of these it can be said that they beat counting. */
const learnedKinds: readonly VerdictKind[] = ['memorised', 'gap', 'good'];
