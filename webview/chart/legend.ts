/** Which line is which; in the page and not on the canvas, so that it wraps, scales and is read out. */
import { element, setVisible } from '../dom';
import type { Line } from './series';
import { say } from '../words';

export class Legend {
  readonly root = element('ul', { class: 'legend', 'aria-label': say('page.lines') });
  private drawn = '';

  update(lines: readonly Pick<Line, 'label' | 'role'>[]): void {
    const key = JSON.stringify(lines.map(({ label }) => label));
    if (key === this.drawn) return;
    this.drawn = key;
    setVisible(this.root, lines.length > 1);
    this.root.replaceChildren(
      ...lines.map(({ label, role }) =>
        element('li', {}, element('span', { class: `swatch ${role}`, 'aria-hidden': 'true' }), label),
      ),
    );
  }
}
