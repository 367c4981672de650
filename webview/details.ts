/** The quieter facts: text, engine, notes, and the latest values as a table for those who do not see the chart. */
import type { Run } from '../src/protocol/run';
import { element, rowOf, setVisible } from './dom';
import { factsOf, filesOf, latestValuesOf } from './facts';
import { say, sentence } from './words';

export class Details {
  readonly root = element('section', { class: 'details', 'aria-label': say('page.details') });
  private readonly notes = element('ul');
  /** A list may not be a log itself: its items would belong to nothing. */
  private readonly log = element('div', { class: 'notes', role: 'log', 'aria-label': say('page.notes') }, this.notes);
  private readonly facts = element('table');
  private readonly files = element('table');
  private readonly ofFiles = element('details', {}, element('summary', {}, say('page.files')), this.files);
  private readonly values = element('table');
  private drawn = '';

  constructor() {
    this.root.append(
      this.log,
      element('details', { open: '' }, element('summary', {}, say('page.about')), this.facts),
      this.ofFiles,
      element('details', {}, element('summary', {}, say('page.latestValues')), this.values),
    );
  }

  update(run: Run): void {
    const notes = run.notes.map(sentence);
    const facts = factsOf(run);
    const files = filesOf(run);
    const values = latestValuesOf(run);
    const key = JSON.stringify([notes, facts, files, values]);
    if (key === this.drawn) return;
    this.drawn = key;
    setVisible(this.log, notes.length > 0);
    setVisible(this.ofFiles, files.length > 0);
    this.notes.replaceChildren(...notes.map(note => element('li', {}, note)));
    this.facts.replaceChildren(...facts.map(row => rowOf(...row)));
    this.files.replaceChildren(...files.map(row => rowOf(...row)));
    this.values.replaceChildren(...values.map(row => rowOf(...row)));
  }
}
