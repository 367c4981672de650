/** Name, status, and what can be done about it. */
import type { ModelUse } from '../src/protocol/kind';
import type { FromPage, RunSnapshot } from '../src/protocol/page';
import { button, setEnabled } from './controls';
import { element, icon, setIcon, setText, setVisible } from './dom';
import { formatDuration } from './format';
import { isResumable, isRunning } from './runView';
import { describeStatus } from './status';

/** A run that has not reported for so long is said to be silent. */
const silenceMilliseconds = 10_000;

const useLabels: Readonly<Record<ModelUse, string>> = {
  continue: 'Continue Text',
  translate: 'Translate Selection',
  evaluate: 'Evaluate Model on This File',
};

export class Header {
  readonly root = element('header');
  private readonly title = element('h1');
  private readonly description = element('p', { class: 'description' });
  private readonly badgeIcon = icon('loading');
  private readonly badgeText = element('span');
  private readonly badge = element('span', { class: 'badge', role: 'status' }, this.badgeIcon, this.badgeText);
  private readonly verdict = element('p', { class: 'message verdict' });
  private readonly failure = element('p', { class: 'message failure', role: 'alert' });
  private readonly silence = element('span', { class: 'silence' });
  private readonly stop: HTMLElement;
  private readonly train: HTMLElement;
  private readonly use: HTMLElement;
  private readonly resume: HTMLElement;
  private readonly log: HTMLElement;

  constructor(post: (message: FromPage) => void) {
    this.stop = button('Stop Training', 'primary', () => {
      post({ kind: 'stop' });
    });
    this.train = button('Train Again', 'secondary', () => {
      post({ kind: 'train' });
    });
    this.use = button('', 'primary', () => {
      post({ kind: 'use' });
    });
    this.resume = button('Resume Training', 'secondary', () => {
      post({ kind: 'resume' });
    });
    this.log = button('Show Log', 'secondary', () => {
      post({ kind: 'showLog' });
    });
    this.root.append(
      element(
        'div',
        { class: 'titles' },
        element('div', { class: 'title-line' }, this.title, this.badge, this.silence),
        this.description,
      ),
      element('div', { class: 'actions' }, this.stop, this.use, this.resume, this.train, this.log),
      this.verdict,
      this.failure,
    );
  }

  update(run: RunSnapshot, now: number): void {
    const running = isRunning(run);
    setText(this.title, run.modelName);
    setText(this.description, run.description);
    const status = describeStatus(run.status);
    setText(this.badgeText, status.text);
    setIcon(this.badgeIcon, status.icon);
    this.badge.dataset['state'] = run.status.state;
    setText(this.verdict, run.status.state === 'ended' ? run.status.result.verdict : '');
    setVisible(this.verdict, run.status.state === 'ended');
    setText(this.failure, run.status.state === 'failed' ? run.status.message : '');
    setVisible(this.failure, run.status.state === 'failed');
    setVisible(this.stop, running);
    setEnabled(this.stop, run.status.state !== 'stopping');
    setVisible(this.train, !running);
    setText(this.use, useLabels[run.use]);
    setVisible(this.use, run.status.state === 'ended');
    setVisible(this.resume, isResumable(run.status));
    setVisible(this.log, run.status.state === 'failed');
    this.tick(run, now);
  }

  /** Called once a second: a run that has gone silent says since when. */
  tick(run: RunSnapshot, now: number): void {
    const silent = now - run.updatedAt;
    const shown = isRunning(run) && silent > silenceMilliseconds;
    setText(this.silence, shown ? `last report ${formatDuration(silent / 1000)} ago` : '');
  }
}
