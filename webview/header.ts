/** Name, status and buttons. */
import type { Message } from '../src/protocol/message';
import type { FromPage, PageAction } from '../src/protocol/page';
import { isOver, isResumable, type Run } from '../src/protocol/run';
import { button, setBusy, setPrimary } from './controls';
import { element, icon, iconButton, setIcon, setText, setVisible } from './dom';
import { holdsFocus } from './focus';
import { describeStatus } from './status';
import { say, sentence } from './words';

/** A run without a report for this long is shown as silent. */
const silenceMilliseconds = 10_000;

export class Header {
  readonly root = element('header');
  private readonly title = element('h1');
  private readonly description = element('p', { class: 'description' });
  private readonly badgeIcon = icon('loading');
  private readonly badgeText = element('span');
  private readonly badge = element('span', { class: 'badge', role: 'status' }, this.badgeIcon, this.badgeText);
  private readonly verdict = element('p', { class: 'message verdict' });
  private readonly failure = element('p', { class: 'message failure', role: 'alert' });
  private readonly noticeText = element('p', { role: 'alert' });
  private readonly notice = element('div', { class: 'message notice', hidden: '' }, this.noticeText);
  private readonly silence = element('span', { class: 'silence' });
  private readonly actions = element('div', { class: 'actions' });
  private readonly stop: HTMLElement;
  private readonly train: HTMLElement;
  private readonly use: HTMLElement;
  private readonly resume: HTMLElement;
  private readonly log: HTMLElement;
  private runId: string | undefined;

  constructor(post: (message: FromPage) => void) {
    const posting = (kind: PageAction, words: string, appearance: 'primary' | 'secondary'): HTMLElement =>
      button(words, appearance, () => post({ kind, ...(this.runId === undefined ? {} : { runId: this.runId }) }));
    this.stop = posting('stop', say('page.stop'), 'primary');
    this.train = posting('train', say('page.trainAgain'), 'secondary');
    this.use = posting('use', '', 'primary');
    this.resume = posting('resume', say('page.resume'), 'secondary');
    this.log = posting('showLog', say('action.showLog'), 'secondary');
    this.actions.append(this.stop, this.use, this.resume, this.train, this.log);
    const dismiss = iconButton('close', say('page.dismiss'), () => post({ kind: 'dismissNotice' }));
    this.notice.append(dismiss);
    this.root.append(
      this.notice,
      element(
        'div',
        { class: 'titles' },
        element('div', { class: 'title-line' }, this.title, this.badge, this.silence),
        this.description,
      ),
      this.actions,
      this.verdict,
      this.failure,
    );
  }

  update(run: Run, notice: Message | undefined, now: number): void {
    const { status } = run;
    this.runId = run.id;
    const running = !isOver(run);
    const ended = status.state === 'ended';
    const hadFocus = holdsFocus(this.actions, this.notice);
    setText(this.title, run.name);
    setText(this.description, sentence(run.description));
    const { text, icon: name } = describeStatus(status);
    setText(this.badgeText, text);
    setIcon(this.badgeIcon, name);
    this.badge.dataset['state'] = status.state;
    tell(this.verdict, status.state === 'ended' ? sentence(status.result.verdict) : undefined);
    tell(this.failure, 'message' in status ? sentence(status.message) : undefined);
    tell(this.noticeText, notice && sentence(notice));
    setVisible(this.notice, notice !== undefined);
    setVisible(this.stop, running);
    setBusy(this.stop, status.state === 'stopping');
    setVisible(this.train, !running);
    setText(this.use, say(`use.${run.use}`));
    setVisible(this.use, ended);
    // For a run that was cut off, resuming is the primary action.
    setVisible(this.resume, isResumable(run));
    setPrimary(this.resume, !ended);
    setVisible(this.log, status.state === 'failed' || status.state === 'interrupted');
    if (hadFocus) this.keepFocus();
    this.tick(run, now);
  }

  /** Moves the focus to the first visible button when the focused one is hidden. */
  private keepFocus(): void {
    const shown = [...this.actions.children].filter(child => child instanceof HTMLElement && !child.hidden);
    const [first] = shown;
    const inNotice = !this.notice.hidden && this.notice.contains(document.activeElement);
    if (!inNotice && !shown.some(child => child === document.activeElement) && first instanceof HTMLElement)
      first.focus();
  }

  /** Called once a second: shows for how long a silent run has not reported. */
  tick(run: Run, now: number): void {
    const silent = now - run.updatedAt;
    const shown = !isOver(run) && silent > silenceMilliseconds;
    setText(this.silence, shown ? say('page.silent', { seconds: silent / 1000 }) : '');
  }
}

function tell(node: HTMLElement, text: string | undefined): void {
  setText(node, text ?? '');
  setVisible(node, text !== undefined);
}
