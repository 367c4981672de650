/** The attention weights of the last translation: one row per target token, one column per source token, each weight also as a number. */
import type { SentenceTranslation } from '../src/protocol/translation';
import { attentionRows, type AttentionRow, type Cell } from './attentionTable';
import { element, scrolling, setText, setVisible } from './dom';
import { say } from './words';

export class AttentionView {
  readonly root = element('section', { class: 'attention', 'aria-label': say('page.attention') });
  private readonly sentences = element('p', { class: 'sentences' });
  private readonly table = element('table');
  private drawn: SentenceTranslation | undefined;

  constructor() {
    this.root.append(
      element('h2', {}, say('page.attention')),
      this.sentences,
      element('p', { class: 'description' }, say('page.attention.explained')),
      scrolling(this.table),
    );
  }

  update(translation: SentenceTranslation | undefined): void {
    const attention = translation?.attention;
    setVisible(this.root, attention !== undefined);
    if (!attention || translation === this.drawn) return;
    this.drawn = translation;
    setText(this.sentences, `${translation.source} → ${translation.target}`);
    const head = attention.sourceTokens.map(token => element('th', { scope: 'col' }, token));
    this.table.replaceChildren(
      element('tr', {}, element('td', {}), ...head),
      ...attentionRows(attention).map(nodeOfRow),
    );
  }
}

const nodeOfRow = ({ target, cells }: AttentionRow): HTMLElement =>
  element('tr', {}, element('th', { scope: 'row' }, target), ...cells.map(nodeOfCell));

function nodeOfCell({ weight, percent, most, title }: Cell): HTMLElement {
  const cell = element('td', { class: most ? 'most' : '', title }, element('span', {}, percent));
  cell.style.setProperty('--weight', weight.toFixed(3));
  return cell;
}
