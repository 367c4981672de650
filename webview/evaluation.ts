/** The evaluation of a model on a text, beside its results on its own text, those of counting, and earlier evaluations. */
import { perplexity, type LearningFigure } from '../src/protocol/metrics';
import type { EvaluationReport, KeptEvaluation } from '../src/protocol/evaluation';
import type { TextEvaluation } from '../src/protocol/worker';
import { surpriseLevels } from '../src/protocol/surprisal';
import { message } from '../src/words/message';
import { element, rowOf, setText, setVisible } from './dom';
import { number, say, sentence } from './words';

/** The number of earlier evaluations in the list. */
const listed = 10;

const sizeOf = ({ characters, tokens, unknownTokens }: TextEvaluation): string =>
  say('page.evaluation.size', {
    characters: message('text.characters', { count: characters }),
    tokens: message('text.tokens.bpe', { count: tokens }),
    unknownTokens,
  });

export class EvaluationView {
  readonly root = element('section', { class: 'evaluation', 'aria-label': say('page.evaluation') });
  private readonly heading = element('h2');
  private readonly frozen = element('table');
  private readonly notes = element('section');
  private readonly learning = element('section');
  private readonly earlier = element('section');
  private drawn: EvaluationReport | undefined;

  constructor() {
    this.root.append(this.heading, ...legend(), element('h3', {}, say('page.evaluation.frozen')), this.frozen);
    this.root.append(this.notes, this.learning, this.earlier);
  }

  update(report: EvaluationReport | undefined): void {
    setVisible(this.root, report !== undefined);
    if (report === this.drawn) return;
    this.drawn = report;
    if (report === undefined) return;
    const { text, evaluation, heldOut, earlier } = report;
    setText(this.heading, say('page.evaluation.of', { text, name: evaluation.model }));
    this.frozen.replaceChildren(
      figureRow(text, evaluation),
      ...(heldOut ? [figureRow(say('page.evaluation.heldOut', { text: heldOut.text }), heldOut)] : []),
      rowOf(say('page.text'), sizeOf(evaluation)),
    );
    setVisible(this.notes, evaluation.notes.length > 0);
    this.notes.replaceChildren(...evaluation.notes.map(note => element('p', { class: 'description' }, sentence(note))));
    this.drawLearning(report);
    setVisible(this.earlier, earlier.length > 0);
    this.earlier.replaceChildren(
      element('h3', {}, say('page.evaluation.earlier')),
      element('table', {}, ...earlier.slice(-listed).reverse().map(earlierRow)),
    );
    this.root.scrollIntoView({ block: 'start' });
  }

  private drawLearning({ text, evaluation: { learning }, heldOut }: EvaluationReport): void {
    setVisible(this.learning, learning !== undefined);
    if (!learning) return;
    const rows = [
      figureRow(text, learning),
      ...(learning.counting ? [figureRow(say('page.evaluation.counting', { text }), learning.counting)] : []),
      ...(heldOut?.learning
        ? [figureRow(say('page.evaluation.heldOut', { text: heldOut.text }), heldOut.learning)]
        : []),
    ];
    this.learning.replaceChildren(
      element('h3', {}, say('page.learning')),
      element('p', { class: 'description' }, say('page.evaluation.learningExplained')),
      element('table', {}, ...rows),
    );
  }
}

const figures = ({ loss, bitsPerCharacter: bits }: { loss: number; bitsPerCharacter?: number }): string =>
  bits === undefined
    ? say('page.facts.loss', { loss, perplexity: perplexity(loss) })
    : say('page.evaluation.figures', { perplexity: perplexity(loss), bits });

const figureRow = (name: string, of: Parameters<typeof figures>[0]): HTMLElement => rowOf(name, figures(of));

function earlierRow({ at, text, learning, counting, ...frozen }: KeptEvaluation): HTMLElement {
  const bits = (figure: LearningFigure | undefined): string => (figure ? number(figure.bitsPerCharacter) : '–');
  return rowOf(
    say('page.evaluation.when', { text, when: at }),
    say('page.evaluation.kept', { figures: figures(frozen), learning: bits(learning), counting: bits(counting) }),
  );
}

/** The legend of the marks with the lower limit of each as odds. */
const legend = (): HTMLElement[] => [
  element('p', { class: 'description' }, say('page.evaluation.legend')),
  element(
    'ul',
    { class: 'surprise-legend', 'aria-label': say('page.evaluation.legend') },
    ...surpriseLevels.map((bits, level) =>
      element('li', { class: `surprise-${level + 1}` }, say('surprise.level', { odds: 2 ** bits })),
    ),
  ),
];
