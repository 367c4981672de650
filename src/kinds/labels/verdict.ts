/** Which of a model's voices won, in words. */
import type { LabelReport } from '../../protocol/labels';
import { textMessage, type Message } from '../../protocol/message';
import { message } from '../../words/message';

/** Undefined where nothing was kept aside to judge by. */
export function verdictOn(report: LabelReport | undefined): Message {
  if (!report) return message('verdict.labels.unjudged');
  const { texts, accuracy, interval, voices, classes } = report;
  const accuracyOf = (isNetwork: boolean): number =>
    Math.max(...voices.filter(({ name }) => (name === 'network') === isNetwork).map(voice => voice.accuracy));
  const [network, statistics] = [accuracyOf(true), accuracyOf(false)];
  const commonest = Math.max(...classes.map(({ count }) => count)) / texts;
  const missed = classes
    .filter(({ count, recall }) => count > 0 && recall === 0)
    .map(({ label }) => textMessage(label));
  const figures = { count: texts, share: accuracy, from: interval[0], to: interval[1], network, statistics };
  const apart = Math.max(Math.abs(network - statistics), accuracy - Math.max(network, statistics));
  return message('sentences', {
    sentences: [
      message('verdict.labels.judged', figures),
      message(`verdict.labels.${winnerOf(accuracy, network, statistics)}`, figures),
      ...(interval[0] <= commonest
        ? [message(`verdict.labels.${accuracy <= commonest ? 'guessing' : 'chance'}`, { share: commonest })]
        : []),
      ...(missed.length > 0 ? [message('verdict.labels.missed', { count: missed.length, labels: missed })] : []),
      ...(apart > 0 && apart < (interval[1] - interval[0]) / 2 ? [message('verdict.labels.close')] : []),
    ],
  });
}

function winnerOf(
  together: number,
  network: number,
  statistics: number,
): 'together' | 'network' | 'statistics' | 'even' {
  if (together > Math.max(network, statistics)) return 'together';
  if (network > statistics) return 'network';
  return statistics > network ? 'statistics' : 'even';
}
