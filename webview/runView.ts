/** The state of the page, computed from the messages of the host. Does not use the DOM. */
import type { InsideReport } from '../src/protocol/inside';
import type { Message } from '../src/protocol/message';
import type { ToPage } from '../src/protocol/page';
import { apply, type Run } from '../src/protocol/run';
import type { EvaluationReport } from '../src/protocol/evaluation';
import type { ReadersReport } from '../src/protocol/surprisal';
import type { SentenceTranslation } from '../src/protocol/translation';
import type { VocabularyReport } from '../src/protocol/worker';
import { withSameParts } from './sameParts';

export interface View {
  run?: Run | undefined;
  /** Why a newer run did not begin. */
  notice?: Message | undefined;
  comparison?: readonly Run[];
  vocabulary?: VocabularyReport;
  evaluation?: EvaluationReport | undefined;
  attention?: SentenceTranslation | undefined;
  inside?: InsideReport;
  readers?: ReadersReport;
}

type Told = Exclude<ToPage, { kind: 'showAttention' }>;

/** The view after a message, or 'stale' if the message is about a run that is not shown and the whole run has to be requested. */
export function reduce(view: View, message: Told): View | 'stale' {
  const next = after(view, message);
  return next === 'stale' ? next : withSameParts(view, next);
}

function after(view: View, message: Told): View | 'stale' {
  switch (message.kind) {
    case 'hydrate':
      return { ...view, run: message.run, notice: message.notice };
    case 'comparison':
      return { ...view, comparison: message.runs };
    case 'vocabulary':
      return { ...view, vocabulary: message.report };
    case 'evaluation':
      return { ...view, evaluation: message.report };
    case 'attention':
      return { ...view, attention: message.translation };
    case 'inside':
      return { ...view, inside: message.report };
    case 'readers':
      return { ...view, readers: message.report };
    case 'events': {
      const { run } = view;
      if (run?.id !== message.runId) return 'stale';
      for (const event of message.events) apply(run, event, message.at);
      return view;
    }
  }
}
