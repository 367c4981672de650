/** Details of a run: text, engine, notes, and the latest values as a table for people who cannot see the chart. */
import type { Run, RunSetting } from '../src/protocol/run';
import { element, rowOf, setText, setVisible } from './dom';
import { factsOf, filesOf, latestValuesOf, settingName } from './facts';
import { say, sentence } from './words';

export class Details {
  readonly root = element('section', { class: 'details', 'aria-label': say('page.details') });
  private readonly notes = element('ul');
  /** The log role is on a wrapper: list items need a parent with the list role. */
  private readonly log = element('div', { class: 'notes', role: 'log', 'aria-label': say('page.notes') }, this.notes);
  private readonly facts = element('table');
  private readonly files = element('table');
  private readonly ofFiles = element('details', {}, element('summary', {}, say('page.files')), this.files);
  private readonly settings = element('table');
  private readonly settingsHead = element('summary');
  private readonly ofSettings = element('details', {}, this.settingsHead, this.settings);
  private readonly values = element('table');
  private drawn = '';

  constructor() {
    this.root.append(
      this.log,
      element('details', { open: '' }, element('summary', {}, say('page.about')), this.facts),
      this.ofSettings,
      this.ofFiles,
      element('details', {}, element('summary', {}, say('page.latestValues')), this.values),
    );
  }

  update(run: Run): void {
    const notes = run.notes.map(sentence);
    const facts = factsOf(run);
    const files = filesOf(run);
    const values = latestValuesOf(run);
    const { settings = [], preset } = run;
    const key = JSON.stringify([notes, facts, files, values, settings]);
    if (key === this.drawn) return;
    this.drawn = key;
    setVisible(this.log, notes.length > 0);
    setVisible(this.ofFiles, files.length > 0);
    this.notes.replaceChildren(...notes.map(note => element('li', {}, note)));
    this.facts.replaceChildren(...facts.map(row => rowOf(...row)));
    setVisible(this.ofSettings, settings.length > 0);
    setText(this.settingsHead, preset ? say('page.settings.withPreset', { preset }) : say('page.settings'));
    this.settings.replaceChildren(...settings.map(settingRow));
    this.files.replaceChildren(...files.map(row => rowOf(...row)));
    this.values.replaceChildren(...values.map(row => rowOf(...row)));
  }
}

function settingRow(setting: RunSetting): HTMLElement {
  const { value, chosenBy, explanation } = setting;
  const by = chosenBy && element('span', { class: 'chosen-by' }, say(`page.settings.by.${chosenBy}`));
  const row = rowOf(
    settingName(setting),
    element('span', { class: `setting ${chosenBy ?? ''}` }, value, ...(by ? [by] : [])),
  );
  row.title = sentence(explanation);
  return row;
}
