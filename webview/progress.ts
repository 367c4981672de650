/** How far, how long still, and the figures of the moment. */
import type { RunSnapshot } from '../src/protocol/page';
import { element, setText } from './dom';
import { formatCount, formatDuration, formatNumber } from './format';
import { bestValidation, isRunning, latest, progressOf, remainingSeconds } from './runView';

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
    const percent = Math.round(100 * progressOf(run));
    this.fill.style.width = `${percent}%`;
    this.bar.setAttribute('aria-valuenow', String(percent));
    const metrics = latest(run);
    setText(
      this.left,
      metrics
        ? `Epoch ${Math.min(metrics.epoch, run.epochs).toFixed(1)} of ${run.epochs} · step ${metrics.step.toLocaleString('en')}`
        : 'Waiting for the first step …',
    );
    const remaining = remainingSeconds(run);
    const elapsed = metrics ? `${formatDuration(metrics.seconds)} elapsed` : '';
    setText(
      this.right,
      remaining === undefined || !isRunning(run) ? elapsed : `${elapsed} · about ${formatDuration(remaining)} left`,
    );
  }
}

interface Tile {
  label: string;
  value: string;
  hint: string;
}

function tilesOf(run: RunSnapshot): Tile[] {
  const metrics = latest(run);
  const best = bestValidation(run);
  const validation = run.validations.at(-1);
  return [
    {
      label: 'Training perplexity',
      value: metrics ? formatNumber(Math.exp(metrics.trainLoss)) : '–',
      hint: metrics ? `loss ${formatNumber(metrics.trainLoss)}` : '',
    },
    {
      label: 'Validation perplexity',
      value: validation ? formatNumber(Math.exp(validation.loss)) : '–',
      hint:
        best === undefined
          ? ''
          : `best ${formatNumber(Math.exp(best))} · ${formatNumber(validation?.bitsPerCharacter ?? NaN)} bits/char`,
    },
    {
      label: 'Speed',
      value: metrics ? formatCount(Math.round(metrics.tokensPerSecond)) : '–',
      hint: 'tokens per second',
    },
    {
      label: 'Gradient norm',
      value: metrics ? formatNumber(metrics.gradientNorm) : '–',
      hint: metrics ? `learning rate ${formatNumber(metrics.learningRate)}` : '',
    },
  ];
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
    tilesOf(run).forEach((tile, index) => {
      const nodes = this.tiles[index];
      if (!nodes) return;
      setText(nodes.label, tile.label);
      setText(nodes.value, tile.value);
      setText(nodes.hint, tile.hint);
    });
  }
}
