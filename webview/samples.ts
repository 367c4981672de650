/** Samples of the model: the first beside the latest, to show what was learned; then all, newest first. */
import type { GeneratedSample } from '../src/protocol/metrics';
import type { Run } from '../src/protocol/run';
import { comparisonOf, newestTitle } from './comparison';
import { element, setText, setVisible } from './dom';
import { say } from './words';

/** The number of newest samples in the list. */
const listed = 30;

export class Samples {
  readonly root = element('section', { class: 'samples', 'aria-label': say('page.samples') });
  private readonly comparison = element('div', { class: 'comparison' });
  private readonly summary = element('summary');
  private readonly list = element('ol', {
    class: 'scroll',
    tabindex: '0',
    'aria-label': say('page.samples.newestFirst'),
  });
  private readonly all = element('details', {}, this.summary, this.list);
  private drawn: { newest: GeneratedSample; title: string } | undefined;

  constructor() {
    this.root.append(element('h2', {}, say('page.samples')), this.comparison, this.all);
  }

  update({ samples, status }: Pick<Run, 'samples' | 'status'>): void {
    const newest = samples.at(-1);
    setVisible(this.root, newest !== undefined);
    const title = say(newestTitle(status));
    if (!newest || (this.drawn?.newest === newest && this.drawn.title === title)) return;
    this.drawn = { newest, title };
    const { first, latest } = comparisonOf(samples);
    this.comparison.replaceChildren(
      ...(first.length > 0 ? [cardOf(say('page.samples.first'), first)] : []),
      cardOf(title, latest),
    );
    setVisible(this.all, samples.length > first.length + latest.length);
    const shown = Math.min(listed, samples.length);
    setText(this.summary, say(samples.length > listed ? 'page.samples.newest' : 'page.samples.all', { count: shown }));
    this.list.replaceChildren(
      ...samples
        .slice(-listed)
        .reverse()
        .map(sample => element('li', {}, whenOf(sample), textOf(sample))),
    );
  }
}

/** The samples of one report. */
const cardOf = (title: string, samples: readonly GeneratedSample[]): HTMLElement =>
  element(
    'article',
    { class: 'card' },
    element('div', { class: 'card-head' }, element('h3', {}, title), ...samples.slice(0, 1).map(whenOf)),
    ...samples.map(textOf),
  );

const whenOf = ({ epoch, perplexity }: GeneratedSample): HTMLElement =>
  element('span', { class: 'sample-when' }, say('page.samples.when', { epoch, perplexity }));

const textOf = ({ prefix, continuation }: GeneratedSample): HTMLElement =>
  element(
    'p',
    { class: 'sample-text' },
    element('span', { class: 'prefix' }, prefix),
    element('span', { class: 'continuation' }, continuation),
  );
