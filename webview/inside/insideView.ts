/** The inside of a model: gradients over the steps back, units that follow a feature, and the activation of any unit over the passage. */
import { fewestTokensToFollow, type FollowingUnit, type InsideReport } from '../../src/protocol/inside';
import { columnHead, element, quietButton, rowOf, setText, setVisible } from '../dom';
import { number, say, sentence } from '../words';
import { ReachSection } from './reachSection';
import { layersIn, unitMessage } from './signals';
import { UnitPainter } from './unitPainter';

export class InsideView {
  readonly root = element('section', { class: 'inside', 'aria-label': say('page.inside') });
  private readonly heading = element('h1');
  private readonly answer = element('p');
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
    this.root.append(this.heading, this.answer, this.following, this.painter.root, this.reach.root);
  }

  update(report: InsideReport): void {
    setText(this.heading, say('page.inside.of', { name: report.model }));
    this.reach.update(report.reach.lines.length > 0 ? report.reach : undefined, undefined, report.answer);
    this.painter.update(report);
    setVisible(this.answer, report.answer !== undefined);
    if (report.answer) setText(this.answer, say(`page.inside.answer.${report.answer.what}`, report.answer));
    const { following } = report;
    setVisible(this.following, following !== undefined);
    if (following) this.list(report, following);
  }

  private list(report: InsideReport, following: readonly FollowingUnit[]): void {
    setText(this.explained, explanationOf(report, following));
    setVisible(this.table, following.length > 0);
    const layers = layersIn(report.layers);
    this.table.replaceChildren(
      element(
        'tr',
        {},
        ...[say('page.inside.follows'), say('page.inside.unit'), say('page.inside.correlation')].map(columnHead),
      ),
      ...following.map(found => this.rowOf(found, layers)),
    );
    const [first] = following;
    if (first) this.painter.choose(first);
  }

  private rowOf(found: FollowingUnit, layers: number): HTMLElement {
    const { state, unit, feature, correlation } = found;
    const name = sentence(unitMessage(state, found, unit, layers));
    const choose = quietButton(name, () => this.painter.choose(found));
    return rowOf(say(`page.inside.feature.${feature}`), choose, number(correlation));
  }
}

function explanationOf({ lookedAt }: InsideReport, following: readonly FollowingUnit[]): string {
  if (!lookedAt) return say('page.inside.tooShort', { tokens: fewestTokensToFollow });
  if (following.length === 0) return say('page.inside.noneFollowing');
  const { name, tokens, heldOut } = lookedAt;
  return say(heldOut ? 'page.inside.chosenHeldOut' : 'page.inside.chosen', { text: name, tokens });
}
