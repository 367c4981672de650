/** What attention looked at in the last translation: a row a target token, a column a source token, each weight also as a figure. */
import type { SentenceTranslation } from '../src/protocol/translation';
import { element, setVisible } from './dom';

export class AttentionView {
  readonly root = element('section', { class: 'attention', 'aria-label': 'Attention of the last translation' });
  private readonly caption = element('p', { class: 'description' });
  private readonly table = element('table');
  private drawn: SentenceTranslation | undefined;

  constructor() {
    this.root.append(
      element('h2', {}, 'Attention of the last translation'),
      this.caption,
      element('div', { class: 'scroll', tabindex: '0' }, this.table),
    );
  }

  update(translation: SentenceTranslation | undefined): void {
    const attention = translation?.attention;
    setVisible(this.root, attention !== undefined);
    if (!attention || translation === this.drawn) return;
    this.drawn = translation;
    this.caption.textContent = `${translation.source} → ${translation.target}. Each row says how much of its look a word of the translation gave to each word of the source, in percent; the most is underlined.`;
    const { sourceTokens, targetTokens, weights } = attention;
    const head = element(
      'tr',
      {},
      element('td', {}),
      ...sourceTokens.map(token => element('th', { scope: 'col' }, token)),
    );
    this.table.replaceChildren(
      head,
      ...targetTokens.map((token, row) => rowOf(token, weights[row] ?? [], sourceTokens)),
    );
  }
}

function rowOf(target: string, weights: readonly number[], sourceTokens: readonly string[]): HTMLElement {
  const most = Math.max(...weights);
  const cells = weights.map((weight, column) => {
    const percent = String(Math.round(100 * weight));
    const cell = element(
      'td',
      {
        class: weight === most ? 'most' : '',
        title: `${target} looks at ${sourceTokens[column] ?? ''}: ${percent} %`,
      },
      element('span', {}, percent),
    );
    cell.style.setProperty('--weight', weight.toFixed(3));
    return cell;
  });
  return element('tr', {}, element('th', { scope: 'row' }, target), ...cells);
}
