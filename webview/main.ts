/** The script of all pages: a view of the host's data that can be rebuilt from a 'hydrate' message at any time. */
import '@vscode/codicons/dist/codicon.css';
import './styles/panel.css';
import { fromJson } from '../src/protocol/exactJson';
import { isToPage, type FromPage } from '../src/protocol/page';
import { ComparisonView } from './comparisonView';
import { AttentionView } from './attention';
import { InsideView } from './inside/insideView';
import { ReadersView } from './inside/readersView';
import { EvaluationView } from './evaluation';
import { button } from './controls';
import { element, icon } from './dom';
import { keepFocus } from './focus';
import { reduce, type View } from './runView';
import { RunPage } from './runPage';
import { VocabularyView } from './vocabularyView';
import { post, readState, saveState } from './vscodeApi';
import { say, speak } from './words';

const send = (message: FromPage): void => post(message);

const root = document.getElementById('root');
speak(root?.dataset['language'] ?? 'en', root?.dataset['words'] ?? '{}');

const empty = element(
  'section',
  { class: 'empty' },
  icon('graph-line'),
  element('h1', {}, say('page.empty.title')),
  element('p', {}, say('page.empty.text')),
  button(say('page.empty.train'), 'primary', () => send({ kind: 'train' })),
  button(say('action.openSample'), 'secondary', () => send({ kind: 'openSample' })),
);
const page = new RunPage(send, readState());
/** Created only on pages that need them. */
let comparison: ComparisonView | undefined;
let inside: InsideView | undefined;
let readers: ReadersView | undefined;
const vocabulary = new VocabularyView();
const evaluation = new EvaluationView();
const attention = new AttentionView();
root?.append(empty, evaluation.root, page.root, attention.root, vocabulary.root);

keepFocus();

let view: View = {};
function show(): void {
  empty.hidden = Object.entries(view).some(([part, shown]) => part !== 'notice' && shown !== undefined);
  page.root.hidden = view.run === undefined;
  if (view.run) page.update(view.run, view.notice);
  if (view.comparison) {
    comparison ??= prepended(new ComparisonView(readState().chart, chart => saveState({ chart })));
    comparison.update(view.comparison);
  }
  if (view.inside) {
    inside ??= prepended(new InsideView());
    inside.update(view.inside);
  }
  if (view.readers) {
    readers ??= prepended(new ReadersView());
    readers.update(view.readers);
  }
  attention.update(view.attention);
  evaluation.update(view.evaluation);
  vocabulary.update(view.vocabulary);
  // If such a part is alone on the page, its headings move up one level.
  const alone = view.run === undefined && view.comparison === undefined;
  for (const part of [attention, evaluation, vocabulary])
    for (const heading of part.root.querySelectorAll('h2, h3'))
      heading.setAttribute('aria-level', String(Number(heading.tagName[1]) - (alone ? 1 : 0)));
}

function prepended<T extends { root: HTMLElement }>(made: T): T {
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
