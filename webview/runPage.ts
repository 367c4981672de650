/** The page of a run, top to bottom. */
import type { Message } from '../src/protocol/message';
import type { FromPage } from '../src/protocol/page';
import type { Run } from '../src/protocol/run';
import { curvesOf } from './chart/curves';
import { ChartSection } from './chartSection';
import { Details } from './details';
import { element } from './dom';
import { Header } from './header';
import { LabelReportView } from './labelReport';
import { ReachSection } from './inside/reachSection';
import { Progress, Tiles } from './progress';
import { say } from './words';
import { Samples } from './samples';
import { SeriesReportView } from './seriesReport';
import { saveState, type PageState } from './vscodeApi';

export class RunPage {
  readonly root = element('section', { class: 'run', 'aria-label': say('page.title') });
  private readonly header: Header;
  private readonly progress = new Progress();
  private readonly tiles = new Tiles();
  private readonly chart: ChartSection;
  private readonly labels = new LabelReportView();
  private readonly series = new SeriesReportView();
  private readonly reach = new ReachSection();
  private readonly samples = new Samples();
  private readonly details = new Details();

  constructor(post: (message: FromPage) => void, state: PageState) {
    this.header = new Header(post);
    this.chart = new ChartSection(state.chart, chart => saveState({ chart }));
    this.root.append(
      this.header.root,
      this.progress.root,
      this.tiles.root,
      this.series.root,
      this.chart.root,
      this.labels.root,
      this.samples.root,
      this.reach.root,
      this.details.root,
    );
  }

  update(run: Run, notice: Message | undefined): void {
    this.header.update(run, notice, Date.now());
    this.progress.update(run);
    this.tiles.update(run);
    this.chart.update(curvesOf(run));
    this.series.update(run.series);
    this.labels.update(run.labels);
    this.samples.update(run);
    this.reach.update(run.reaches?.at(-1), run.reaches?.[0]);
    this.details.update(run);
  }

  tick(run: Run): void {
    this.header.tick(run, Date.now());
  }
}
