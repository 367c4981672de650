/** The training panel's page: a view of what the host knows, rebuilt from a hydration at any time. */
import '@vscode/codicons/dist/codicon.css';
import './styles/panel.css';
import { fromJson } from '../src/protocol/exactJson';
import { isToPage, type FromPage } from '../src/protocol/page';
import { ComparisonView } from './comparisonView';
import { AttentionView } from './attention';
import { EvaluationView } from './evaluation';
import { button } from './controls';
import { element, icon } from './dom';
import { reduce, type View } from './runView';
import { RunPage } from './runPage';
import { VocabularyView } from './vocabularyView';
import { post, readState, saveState } from './vscodeApi';
import { say, speak } from './words';

const send = (message: FromPage): void => {
  post(message);
};

const root = document.getElementById('root');
speak(root?.dataset['language'] ?? 'en', root?.dataset['words'] ?? '{}');

const empty = element(
  'section',
  { class: 'empty' },
  icon('graph-line'),
  element('h1', {}, say('page.empty.title')),
  element('p', {}, say('page.empty.text')),
  button(say('page.empty.train'), 'primary', () => {
    send({ kind: 'train' });
  }),
  button(say('action.openSample'), 'secondary', () => {
    send({ kind: 'openSample' });
  }),
);
const page = new RunPage(send, readState());
let comparison: ComparisonView | undefined;
const vocabulary = new VocabularyView();
const evaluation = new EvaluationView();
const attention = new AttentionView();
root?.append(empty, evaluation.root, page.root, attention.root, vocabulary.root);

let view: View = {};
function show(): void {
  empty.hidden = [view.run, view.comparison, view.vocabulary, view.evaluation, view.attention].some(
    shown => shown !== undefined,
  );
  page.root.hidden = view.run === undefined;
  if (view.run) page.update(view.run, view.notice);
  if (view.comparison) {
    comparison ??= addComparison();
    comparison.update(view.comparison);
  }
  attention.update(view.attention);
  evaluation.update(view.evaluation);
  vocabulary.update(view.vocabulary);
  // What stands alone is what the page is about.
  const alone = view.run === undefined && view.comparison === undefined;
  for (const part of [attention, evaluation, vocabulary])
    for (const heading of part.root.querySelectorAll('h2, h3'))
      heading.setAttribute('aria-level', String(Number(heading.tagName[1]) - (alone ? 1 : 0)));
}

/** Few pages have one. */
function addComparison(): ComparisonView {
  const made = new ComparisonView(readState().chart, chart => {
    saveState({ chart });
  });
  root?.prepend(made.root);
  return made;
}

window.addEventListener('message', (event: MessageEvent<unknown>) => {
  const message = typeof event.data === 'string' ? fromJson(event.data) : undefined;
  if (!isToPage(message)) return;
  if (message.kind === 'showAttention') {
    attention.root.scrollIntoView();
    return;
  }
  const next = reduce(view, message);
  if (next === 'stale') {
    send({ kind: 'ready' });
    return;
  }
  view = next;
  show();
});
setInterval(() => {
  if (view.run) page.tick(view.run);
}, 1000);
show();
send({ kind: 'ready' });
