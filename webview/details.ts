/** The quieter facts: text, engine, notes, and the latest values as a table for those who do not see the chart. */
import type { RunSnapshot } from '../src/protocol/page';
import { element, setVisible } from './dom';
import { formatCount, formatNumber } from './format';

type Row = [string, string];

function factsOf({ corpus, engine, parameters, baselines, qualities = [] }: RunSnapshot): Row[] {
  const rows: Row[] = [];
  if (corpus) {
    rows.push([
      'Text',
      `${corpus.name}: ${formatCount(corpus.characters)} characters, ${formatCount(corpus.tokens)} tokens`,
    ]);
    rows.push(['Vocabulary', `${formatCount(corpus.vocabularySize)} tokens`]);
    rows.push([
      'Held out',
      corpus.validationTokens === 0 ? 'nothing' : `${formatCount(corpus.validationTokens)} tokens from the end`,
    ]);
  }
  if (parameters !== undefined) rows.push(['Parameters', formatCount(parameters)]);
  const quality = qualities.at(-1);
  if (quality)
    rows.push([
      'Translations',
      `BLEU ${quality.bleu.toFixed(1)}, ${(100 * quality.tokenAccuracy).toFixed(1)} % of the tokens right (teacher forcing)`,
    ]);
  for (const { name, loss } of baselines)
    rows.push(['Baseline', `${name}: perplexity ${formatNumber(Math.exp(loss))}`]);
  if (engine) {
    rows.push([
      'Engine',
      `${engine.chosen}, ${engine.threads} ${engine.threads === 1 ? 'thread' : 'threads'}. ${engine.reason}`,
    ]);
    for (const { backend, available, detail, tokensPerSecond } of engine.measurements)
      rows.push([
        `Engine ${backend}`,
        tokensPerSecond === undefined
          ? `${available ? 'available' : 'not available'}: ${detail}`
          : `${formatCount(Math.round(tokensPerSecond))} tokens per second (${detail})`,
      ]);
  }
  return rows;
}

function latestValuesOf({ validations, metrics, qualities = [] }: RunSnapshot): Row[] {
  const metric = metrics.at(-1);
  const rows: Row[] = metric
    ? [
        ['Training', `loss ${formatNumber(metric.trainLoss)}, perplexity ${formatNumber(Math.exp(metric.trainLoss))}`],
        ['Gradient norm', formatNumber(metric.gradientNorm)],
      ]
    : [];
  for (const { epoch, tokenAccuracy, bleu } of qualities.slice(-10).reverse())
    rows.push([
      `Translations, epoch ${epoch.toFixed(1)}`,
      `BLEU ${bleu.toFixed(1)}, ${(100 * tokenAccuracy).toFixed(1)} % of the tokens right`,
    ]);
  for (const { epoch, loss, best } of validations.slice(-10).reverse())
    rows.push([
      `Validation, epoch ${epoch.toFixed(1)}`,
      `loss ${formatNumber(loss)}, perplexity ${formatNumber(Math.exp(loss))}${best ? ' (best so far)' : ''}`,
    ]);
  return rows;
}

export class Details {
  readonly root = element('section', { class: 'details' });
  private readonly notes = element('ul', { class: 'notes', role: 'log', 'aria-label': 'Notes' });
  private readonly facts = element('table');
  private readonly values = element('table');
  private drawn = '';

  constructor() {
    this.root.append(
      this.notes,
      element('details', { open: '' }, element('summary', {}, 'About this run'), this.facts),
      element('details', {}, element('summary', {}, 'Latest values'), this.values),
    );
  }

  update(run: RunSnapshot): void {
    const { notes } = run;
    const facts = factsOf(run);
    const values = latestValuesOf(run);
    const key = JSON.stringify([notes, facts, values]);
    if (key === this.drawn) return;
    this.drawn = key;
    setVisible(this.notes, notes.length > 0);
    this.notes.replaceChildren(...notes.map(note => element('li', {}, note)));
    this.facts.replaceChildren(...facts.map(rowOf));
    this.values.replaceChildren(...values.map(rowOf));
  }
}

export const rowOf = ([name, value]: Row): HTMLElement =>
  element('tr', {}, element('th', { scope: 'row' }, name), element('td', {}, value));
