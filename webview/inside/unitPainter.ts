/** Shows the activation of any unit of any layer over the passage. */
import type { InsideReport, LayerPlace, SignalValues, StatePlace } from '../../src/protocol/inside';
import { message } from '../../src/words/message';
import { element, setText, setVisible } from '../dom';
import { visibleToken } from '../tokens';
import { number, say, sentence } from '../words';
import { PaintedText } from './paintedText';

export class UnitPainter {
  readonly root = element('section', { 'aria-label': say('page.inside.passage') });
  private readonly layer = element('select', { 'aria-label': say('page.inside.layer') });
  private readonly signal = element('select', { 'aria-label': say('page.inside.shown') });
  private readonly unit = element('input', {
    type: 'number',
    min: '1',
    step: '1',
    'aria-label': say('page.inside.unit'),
  });
  private readonly units = element('span');
  private readonly scale = element('span', { class: 'scale' });
  private readonly status = element('p', { class: 'description', role: 'status' });
  private readonly layerChoice = element('label', {}, say('page.inside.layer'), this.layer);
  private readonly text = new PaintedText(say('page.inside.passage'), part => this.say(part));
  private report: InsideReport | undefined;
  /** The values of the unit over the passage. */
  private values: number[] = [];

  constructor() {
    for (const control of [this.layer, this.signal, this.unit])
      control.addEventListener(control === this.unit ? 'input' : 'change', () => this.draw());
    this.root.append(
      element('h2', {}, say('page.inside.passage')),
      element(
        'div',
        { class: 'chart-choices' },
        this.layerChoice,
        element('label', {}, say('page.inside.shown'), this.signal),
        element('label', {}, say('page.inside.unit'), this.unit, this.units),
        this.scale,
      ),
      this.text.root,
      this.status,
    );
  }

  update(report: InsideReport): void {
    this.report = report;
    const { layers, units } = report;
    this.layer.replaceChildren(...layers.map((place, at) => new Option(nameOf(place), String(at))));
    setVisible(this.layerChoice, layers.length > 1);
    this.signal.replaceChildren(
      ...(layers[0]?.signals ?? []).map(
        ({ signal }) => new Option(sentence(message(`page.inside.signal.${signal}`)), signal),
      ),
    );
    this.unit.max = String(units);
    this.unit.value = '1';
    setText(this.units, say('page.inside.units', { count: units }));
    this.draw();
  }

  choose({ layer, reverse, state, unit }: StatePlace & { unit: number }): void {
    const at = this.report?.layers.findIndex(of => of.layer === layer && of.reverse === reverse);
    this.layer.value = String(at);
    this.signal.value = state;
    this.unit.value = String(unit + 1);
    this.draw();
  }

  private draw(): void {
    const { report } = this;
    const shown = report?.layers[Number(this.layer.value)]?.signals.find(({ signal }) => signal === this.signal.value);
    if (!report || !shown) return;
    const unit = Math.min(report.units, Math.max(1, Math.round(Number(this.unit.value)) || 1)) - 1;
    this.values = valuesOf(shown, unit, report.units);
    const isState = shown.low < 0;
    // A gate has the fixed range 0..1; a state is symmetric about zero with a range that depends on the unit.
    const high = isState ? Math.max(...this.values.map(Math.abs), 1e-6) : shown.high;
    const low = isState ? -high : shown.low;
    const strength = (value: number): number => (isState ? value / high : (value - low) / (high - low));
    this.text.show(report.tokens.map((text, at) => ({ text, strength: strength(this.values[at] ?? 0) })));
    this.scale.replaceChildren(
      ...[low, (low + high) / 2, high].map(value => {
        const of = strength(value);
        const mark = element('span', { class: of < 0 ? 'negative' : 'positive' }, number(value));
        mark.style.setProperty('--strength', Math.abs(of).toFixed(2));
        return mark;
      }),
    );
  }

  private say(part: number | undefined): void {
    const [token, value] = [this.report?.tokens[part ?? -1], this.values[part ?? -1]];
    const none = token === undefined || value === undefined;
    setText(
      this.status,
      none ? say('page.inside.howToMove') : say('page.inside.value', { token: visibleToken(token), value }),
    );
  }
}

/** Layers are shown from 1. */
const nameOf = ({ layer, reverse }: LayerPlace): string =>
  reverse ? say('page.inside.layerBackwards', { layer: layer + 1 }) : String(layer + 1);

/** The values of one unit, one per token. */
function valuesOf({ bytes, low, high }: SignalValues, unit: number, units: number): number[] {
  const read = atob(bytes);
  return Array.from(
    { length: read.length / units },
    (_, token) => low + ((high - low) * read.charCodeAt(token * units + unit)) / 255,
  );
}
