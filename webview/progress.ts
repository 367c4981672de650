/** How far, how long still, and the figures of the moment. */
import type { RunSnapshot } from '../src/protocol/page';
import { element, setText } from './dom';
import { figuresOf } from './figures';
import { formatDuration } from './format';
import { latest, progressOf, remainingSeconds } from './runView';

export class Progress {
  readonly root = element('section', { class: 'progress-section', 'aria-label': 'Progress' });
  private readonly fill = element('div', { class: 'progress-fill' });
  private readonly bar = element(
    'div',
    {
      class: 'progress-bar',
      role: 'progressbar',
      'aria-label': 'Training progress',
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

  update(run: RunSnapshot): void {
    this.fillTo(run.status.state === 'starting' ? undefined : Math.round(100 * progressOf(run)));
    const metrics = latest(run);
    setText(
      this.left,
      metrics
        ? `Epoch ${Math.min(metrics.epoch, run.epochs).toFixed(1)} of ${run.epochs} · step ${metrics.step.toLocaleString('en')}`
        : 'Waiting for the first step …',
    );
    const remaining = remainingSeconds(run);
    const elapsed = metrics ? `${formatDuration(metrics.seconds)} elapsed` : '';
    setText(this.right, remaining === undefined ? elapsed : `${elapsed} · about ${formatDuration(remaining)} left`);
  }

  /** @param percent undefined while nobody knows how far it is */
  private fillTo(percent: number | undefined): void {
    this.bar.classList.toggle('indeterminate', percent === undefined);
    this.fill.style.width = percent === undefined ? '' : `${percent}%`;
    if (percent === undefined) this.bar.removeAttribute('aria-valuenow');
    else this.bar.setAttribute('aria-valuenow', String(percent));
  }
}

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

  update(run: RunSnapshot): void {
    figuresOf(run).forEach((figure, index) => {
      const nodes = this.tiles[index];
      if (!nodes) return;
      setText(nodes.label, figure.label);
      setText(nodes.value, figure.value);
      setText(nodes.hint, figure.hint);
    });
  }
}
