/** Gradients over the steps back: sentences and the curve. */
import { growthOf, reachOf, type GradientReach, type InsideReport } from '../../src/protocol/inside';
import type { Message } from '../../src/protocol/message';
import { message } from '../../src/words/message';
import { ReachChart } from '../chart/reachChart';
import { element, setText, setVisible } from '../dom';
import { say, sentence } from '../words';

/** Smaller growth is noise and is not mentioned. */
const leastGrowth = 2;

export class ReachSection {
  readonly root = element('section', { class: 'reach', 'aria-label': say('page.reach') });
  private readonly summary = element('p');
  private readonly explained = element('p', { class: 'description' }, say('page.reach.explained'));
  private readonly chart: ReachChart;
  private drawn: GradientReach | undefined;

  constructor() {
    const canvas = element('canvas', { role: 'img' });
    this.chart = new ReachChart(canvas);
    this.root.append(
      element('div', { class: 'chart-head' }, element('h2', {}, say('page.reach')), this.chart.legend.root),
      this.summary,
      this.explained,
      element('div', { class: 'chart-box' }, canvas),
    );
  }

  /** @param first the report at the start of training, for comparison @param answer the answer whose gradient it is; absent: the next token */
  update(now: GradientReach | undefined, first?: GradientReach, answer?: InsideReport['answer']): void {
    setVisible(this.root, now !== undefined);
    if (now === undefined || now === this.drawn) return;
    this.drawn = now;
    setText(this.explained, say(answer ? `page.reach.explained.${answer.what}` : 'page.reach.explained'));
    setText(this.summary, sentence(message('sentences', { sentences: sentencesOf(now) })));
    this.chart.show(now, first);
  }
}

export function sentencesOf(reach: GradientReach): Message[] {
  const back = reachOf(reach);
  const growth = growthOf(reach);
  const steps = Math.max(0, (reach.lines[0]?.norms.length ?? 1) - 1);
  return [
    ...(growth >= leastGrowth ? [message('page.reach.explodes', { times: growth })] : []),
    back === undefined
      ? message('page.reach.lasts', { count: steps })
      : message('page.reach.vanishes', { count: back }),
    ...(reach.timeSteps <= steps ? [message('page.reach.cuts', { count: reach.timeSteps })] : []),
  ];
}
