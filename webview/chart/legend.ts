/** The legend. It is HTML and not drawn on the canvas, so that it wraps, scales and can be read by screen readers. */
import { element, setVisible } from '../dom';
import { holdsFocus } from '../focus';
import type { Line } from './series';
import { colourName, comparedColours } from './theme';
import { say } from '../words';

type LegendLine = Pick<Line, 'label' | 'role' | 'colour'> & { dashed?: boolean };

export class Legend {
  readonly root = element('ul', { class: 'legend', 'aria-label': say('page.lines') });
  private drawn = '';

  /** @param onToggle called when a person hides or shows a line; absent: lines cannot be hidden */
  constructor(private readonly onToggle?: (label: string) => void) {}

  /** @param hidden labels of lines that are not drawn */
  update(lines: readonly LegendLine[], hidden: readonly string[] = []): void {
    const key = JSON.stringify([lines.map(({ label }) => label), hidden]);
    if (key === this.drawn) return;
    this.drawn = key;
    setVisible(this.root, lines.length > 1);
    const focused = holdsFocus(this.root) ? document.activeElement?.textContent : undefined;
    this.root.replaceChildren(...lines.map(line => element('li', {}, this.entryOf(line, hidden.includes(line.label)))));
    for (const entry of this.root.querySelectorAll('button')) if (entry.textContent === focused) entry.focus();
  }

  private entryOf({ label, role, colour, dashed = false }: LegendLine, isHidden: boolean): HTMLElement {
    const look = colour === undefined ? role : dashed ? 'dashed' : '';
    const mark = element('span', { class: `swatch ${look}`, 'aria-hidden': 'true' });
    const name = colour === undefined ? colourName(role) : `--compared-${colour % comparedColours}`;
    mark.style.setProperty('--line-colour', `var(${name})`);
    const { onToggle } = this;
    if (!onToggle) return element('span', { class: 'entry' }, mark, label);
    const entry = element('button', { class: 'entry', type: 'button', 'aria-pressed': String(!isHidden) }, mark, label);
    entry.addEventListener('click', () => onToggle(label));
    return entry;
  }
}
