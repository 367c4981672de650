/** What the model writes, newest first; the first sample of the run stays at the end, for comparison. */
import type { GeneratedSample } from '../src/protocol/metrics';
import { element, setVisible } from './dom';
import { formatNumber } from './format';

const shown = 30;

export class Samples {
  readonly root = element('section', { class: 'samples', 'aria-label': 'Generated text' });
  private readonly list = element('ol');
  private drawn: GeneratedSample | undefined;
  private count = -1;

  constructor() {
    this.root.append(element('h2', {}, 'Generated text'), this.list);
  }

  update(samples: readonly GeneratedSample[]): void {
    setVisible(this.root, samples.length > 0);
    const last = samples.at(-1);
    if (last === this.drawn && samples.length === this.count) return;
    this.drawn = last;
    this.count = samples.length;
    const first = samples[0];
    const newest = samples.slice(-shown).reverse();
    const items = newest.map(sample => itemOf(sample, sample === first ? 'first' : ''));
    if (first && !newest.includes(first)) items.push(itemOf(first, 'first'));
    this.list.replaceChildren(...items);
  }
}

function itemOf({ epoch, perplexity, prefix, continuation }: GeneratedSample, note: string): HTMLElement {
  const when = `Epoch ${epoch.toFixed(epoch < 10 ? 1 : 0)} · perplexity ${formatNumber(perplexity)}${note === '' ? '' : ` · ${note}`}`;
  return element(
    'li',
    {},
    element('div', { class: 'sample-when' }, when),
    element(
      'p',
      { class: 'sample-text' },
      element('span', { class: 'prefix' }, prefix),
      element('span', { class: 'continuation' }, continuation),
    ),
  );
}
