/** What happens inside a model: how gradients reach back, which units follow something, and any unit over the passage. */
import { fewestTokensToFollow, type FollowingUnit, type InsideReport } from '../../src/protocol/inside';
import { columnHead, element, quietButton, rowOf, setText, setVisible } from '../dom';
import { number, say, sentence } from '../words';
import { ReachSection } from './reachSection';
import { unitMessage } from './signals';
import { UnitPainter } from './unitPainter';

export class InsideView {
  readonly root = element('section', { class: 'inside', 'aria-label': say('page.inside') });
  private readonly heading = element('h1');
  private readonly reach = new ReachSection();
  private readonly explained = element('p', { class: 'description' });
  private readonly table = element('table', { class: 'following' });
  private readonly following = element(
    'section',
    {},
    element('h2', {}, say('page.inside.following')),
    this.explained,
    this.table,
  );
  private readonly painter = new UnitPainter();

  constructor() {
    this.root.append(this.heading, this.following, this.painter.root, this.reach.root);
  }

  update(report: InsideReport): void {
    setText(this.heading, say('page.inside.of', { name: report.model }));
    this.reach.update(report.reach.lines.length > 0 ? report.reach : undefined);
    this.painter.update(report);
    setText(this.explained, explanationOf(report));
    setVisible(this.table, report.following.length > 0);
    this.table.replaceChildren(
      element(
        'tr',
        {},
        ...[say('page.inside.follows'), say('page.inside.unit'), say('page.inside.correlation')].map(columnHead),
      ),
      ...report.following.map(found => this.rowOf(found, report.layers.length)),
    );
    const [first] = report.following;
    if (first) this.painter.choose(first);
  }

  private rowOf(found: FollowingUnit, layers: number): HTMLElement {
    const { layer, state, unit, feature, correlation } = found;
    const name = sentence(unitMessage(state, layer, unit, layers));
    const choose = quietButton(name, () => this.painter.choose(found));
    return rowOf(say(`page.inside.feature.${feature}`), choose, number(correlation));
  }
}

function explanationOf({ lookedAt, following }: InsideReport): string {
  if (!lookedAt) return say('page.inside.tooShort', { tokens: fewestTokensToFollow });
  if (following.length === 0) return say('page.inside.noneFollowing');
  const { name, tokens, heldOut } = lookedAt;
  return say(heldOut ? 'page.inside.chosenHeldOut' : 'page.inside.chosen', { text: name, tokens });
}
