/** The verdict on a forecast: which forecaster is best. */
import { stepsAhead, type ForecasterReport, type SeriesReport } from '../../protocol/forecast';
import { textMessage, type Message } from '../../protocol/message';
import { message } from '../../words/message';

/** A forecaster drifts if its error 64 steps ahead is so many times that of one step ahead. */
const drifting = 2;

/** Baselines that need no model. */
const guesses: readonly SeriesReport['winner'][] = ['naive', 'seasonal'];

export function verdictOn(report: SeriesReport | undefined): Message {
  if (!report) return message('verdict.series.unjudged');
  const { methods, winner, answers, values, judged } = report;
  const answer = methods.find(({ name }) => name === winner);
  if (!answer || !Number.isFinite(answer.mase)) return message('verdict.series.unjudged');
  const best = (of: readonly ForecasterReport[]): ForecasterReport | undefined =>
    of.reduce<ForecasterReport | undefined>(
      (found, next) => (found && found.mae <= next.mae ? found : next),
      undefined,
    );
  const network = methods.find(({ name }) => name === 'network');
  const plain = best(methods.filter(({ name }) => name !== 'network' && name !== 'together'));
  const guess = best(methods.filter(({ name }) => guesses.includes(name)));
  const of = { count: values.length - judged, mase: answer.mase };
  const figures = { mase: answer.mase, network: network?.mase ?? NaN, plain: plain?.mase ?? NaN };
  const isNetworkIn = (network?.trust[0] ?? 0) > 0;
  const kind = winner === 'network' || (winner === 'together' && isNetworkIn) ? winner : 'statistics';
  const networkAhead = stepsAhead.filter((_, k) => (network?.trust[k] ?? 0) > 0);
  const far = (answers?.at(-1)?.mase ?? answer.ahead.at(-1))!;
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
      ...(kind === 'statistics' && networkAhead.length > 0
        ? [message('verdict.series.networkAhead', { steps: networkAhead.map(steps => textMessage(String(steps))) })]
        : []),
      // If another method is better on the last part, the verdict explains why that one does not answer.
      ...(figures.plain < answer.mase ? [message('verdict.series.settledBefore')] : []),
      ...(guess && answer.mase >= guess.mase
        ? [message('verdict.series.noBetter', { method: message(`series.forecaster.${guess.name}`), mase: guess.mase })]
        : []),
      ...farSentence(answer.mase, far, methods.find(({ name }) => name === 'naive')?.ahead.at(-1) ?? NaN),
    ],
  });
}

/** @param last what repeating the last value reaches as far ahead */
function farSentence(one: number, far: number, last: number): Message[] {
  if (far >= last) return [message('verdict.series.useless', { far, last })];
  return far > drifting * one ? [message('verdict.series.drifts', { one, far })] : [];
}
