/** Who forecasts best, in words. */
import type { ForecasterReport, SeriesReport } from '../../protocol/forecast';
import type { Message } from '../../protocol/message';
import { message } from '../../words/message';

/** A model that errs as far as this, 64 steps ahead against one, knows nothing that far ahead. */
const useless = 2;

export function verdictOn(report: SeriesReport | undefined): Message {
  if (!report) return message('verdict.series.unjudged');
  const { methods, winner, values, judged } = report;
  const answer = methods.find(({ name }) => name === winner);
  if (!answer || !Number.isFinite(answer.mase)) return message('verdict.series.unjudged');
  const best = (of: readonly ForecasterReport[]): ForecasterReport | undefined =>
    of.reduce<ForecasterReport | undefined>(
      (found, next) => (found && found.mae <= next.mae ? found : next),
      undefined,
    );
  const network = methods.find(({ name }) => name === 'network');
  const plain = best(methods.filter(({ name }) => name !== 'network' && name !== 'together'));
  const of = { count: values.length - judged, mase: answer.mase };
  const figures = { mase: answer.mase, network: network?.mase ?? NaN, plain: plain?.mase ?? NaN };
  const kind = winner === 'together' ? 'together' : winner === 'network' ? 'network' : 'statistics';
  const far = answer.ahead.at(-1)!;
  return message('sentences', {
    sentences: [
      Number.isFinite(answer.coverage)
        ? message('verdict.series.judged', { ...of, coverage: answer.coverage })
        : message('verdict.series.judgedAlone', of),
      message(`verdict.series.${kind}`, {
        ...figures,
        winner: message(`series.forecaster.${winner}`),
        method: message(`series.forecaster.${plain?.name ?? 'naive'}`),
      }),
      ...(answer.mase >= 1 ? [message('verdict.series.noBetter')] : []),
      ...(far > useless * answer.mase ? [message('verdict.series.drifts', { one: answer.mase, far })] : []),
    ],
  });
}
