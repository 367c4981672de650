/** A text in parts, each coloured by a value. One part at a time is selected, by the pointer or the arrow keys. */
import { element } from '../dom';

export interface PaintedPart {
  text: string;
  /** -1..1: the intensity; the sign chooses one of two colours. */
  strength: number;
}

export class PaintedText {
  readonly root: HTMLElement;
  private spans: HTMLElement[] = [];
  private at: number | undefined;

  /** @param onPoint called with the selected part, or undefined */
  constructor(
    label: string,
    private readonly onPoint: (part: number | undefined) => void,
  ) {
    this.root = element('div', { class: 'painted', role: 'group', tabindex: '0', 'aria-label': label });
    this.root.addEventListener('mouseover', event => {
      const found = event.target instanceof HTMLElement ? this.spans.indexOf(event.target) : -1;
      if (found >= 0) this.point(found);
    });
    this.root.addEventListener('keydown', event => {
      const next = this.nextOf(event.key);
      if (next === undefined) return;
      event.preventDefault();
      this.point(next);
      this.spans[next]?.scrollIntoView({ block: 'nearest' });
    });
  }

  /** The selected part is kept if the parts are the same. */
  show(parts: readonly PaintedPart[]): void {
    const same =
      parts.length === this.spans.length &&
      parts.every(({ text }, at) => this.spans[at]?.textContent === visible(text));
    if (!same) {
      this.spans = parts.map(({ text }) => element('span', {}, visible(text)));
      this.root.replaceChildren(...this.spans);
      this.at = undefined;
    }
    parts.forEach(({ strength }, at) => {
      const span = this.spans[at]!;
      span.className = strength < 0 ? 'negative' : 'positive';
      span.classList.toggle('strong', Math.abs(strength) >= 0.5);
      span.classList.toggle('at', at === this.at);
      span.style.setProperty('--strength', Math.min(1, Math.abs(strength)).toFixed(2));
    });
    this.onPoint(this.at);
  }

  point(part: number | undefined): void {
    this.mark(part);
    this.onPoint(part);
  }

  /** Selects a part without calling `onPoint`. */
  mark(part: number | undefined): void {
    if (this.at !== undefined) this.spans[this.at]?.classList.remove('at');
    this.at = part;
    if (part !== undefined) this.spans[part]?.classList.add('at');
  }

  private nextOf(key: string): number | undefined {
    const last = this.spans.length - 1;
    const at = this.at ?? -1;
    switch (key) {
      case 'ArrowRight':
        return Math.min(last, at + 1);
      case 'ArrowLeft':
        return Math.max(0, at - 1);
      case 'Home':
        return 0;
      case 'End':
        return last;
      case 'ArrowDown':
        return this.besides(at, 1);
      case 'ArrowUp':
        return this.besides(at, -1);
      default:
        return undefined;
    }
  }

  /** The part nearest to this one in the row below or above. */
  private besides(at: number, direction: 1 | -1): number {
    const from = this.spans[Math.max(0, at)]?.getBoundingClientRect();
    if (!from) return at;
    let best = Math.max(0, at);
    let row: number | undefined;
    let distance = Infinity;
    for (let next = best + direction; next >= 0 && next < this.spans.length; next += direction) {
      const { top, left } = this.spans[next]!.getBoundingClientRect();
      if (Math.abs(top - from.top) < 4) continue;
      row ??= top;
      if (Math.abs(top - row) >= 4) break;
      if (Math.abs(left - from.left) < distance) [best, distance] = [next, Math.abs(left - from.left)];
    }
    return best;
  }
}

/** Makes a line's end visible, so that it can be selected. */
const visible = (text: string): string => text.replaceAll('\n', '↵\n');
