/** Progress, remaining time and current figures. */
import { progressOf, secondsLeft, type Run } from '../src/protocol/run';
import { element, setText } from './dom';
import { figuresOf } from './figures';
import { describePlace } from './status';
import { say } from './words';

export class Progress {
  readonly root = element('section', { class: 'progress-section', 'aria-label': say('page.progress') });
  private readonly fill = element('div', { class: 'progress-fill' });
  private readonly bar = element(
    'div',
    {
      class: 'progress-bar',
      role: 'progressbar',
      'aria-label': say('page.trainingProgress'),
      'aria-valuemin': '0',
      'aria-valuemax': '100',
    },
    this.fill,
  );
  private readonly left = element('span');
  private readonly right = element('span');

  constructor() {
    this.root.append(this.bar, element('div', { class: 'progress-text' }, this.left, this.right));
  }

  update(run: Run): void {
    this.fillTo(run.status.state === 'starting' ? undefined : Math.round(100 * progressOf(run)));
    setText(this.left, describePlace(run));
    const { status, metrics } = run;
    const seconds = status.state === 'ended' ? status.result.seconds : metrics.at(-1)?.seconds;
    const remaining = secondsLeft(run);
    setText(this.right, seconds === undefined ? '' : timeText(seconds, remaining));
  }

  /** @param percent undefined while it is unknown */
  private fillTo(percent: number | undefined): void {
    this.bar.classList.toggle('indeterminate', percent === undefined);
    this.fill.style.width = percent === undefined ? '' : `${percent}%`;
    if (percent === undefined) this.bar.removeAttribute('aria-valuenow');
    else this.bar.setAttribute('aria-valuenow', String(percent));
  }
}

const timeText = (seconds: number, left: number | undefined): string =>
  left === undefined ? say('page.elapsed', { seconds }) : say('page.elapsedAndLeft', { seconds, left });

export class Tiles {
  readonly root = element('dl', { class: 'tiles' });
  private readonly tiles = Array.from({ length: 4 }, () => ({
    label: element('dt'),
    value: element('dd', { class: 'value' }),
    hint: element('dd', { class: 'hint' }),
  }));

  constructor() {
    for (const { label, value, hint } of this.tiles)
      this.root.append(element('div', { class: 'tile' }, label, value, hint));
  }

  update(run: Run): void {
    figuresOf(run).forEach((figure, index) => {
      const nodes = this.tiles[index];
      if (!nodes) return;
      setText(nodes.label, figure.label);
      setText(nodes.value, figure.value);
      setText(nodes.hint, figure.hint);
    });
  }
}
