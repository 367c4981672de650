/**
 * Messages between the host and a page. The host owns the data; the page is a view that can be rebuilt at any time. Messages
 * to the page are sent as the text of `toJson`.
 */
import type { InsideReport } from './inside';
import type { Message } from './message';
import type { Run, RunEvent } from './run';
import type { EvaluationReport } from './evaluation';
import type { ReadersReport } from './surprisal';
import type { SentenceTranslation } from './translation';
import type { VocabularyReport } from './worker';

const toPageKinds = [
  'hydrate',
  'comparison',
  'events',
  'vocabulary',
  'evaluation',
  'attention',
  'inside',
  'readers',
  'showAttention',
] as const;
export type ToPage = { kind: (typeof toPageKinds)[number] } & (
  | {
      /** Replaces everything that the page shows; without a run it shows the empty state. */
      kind: 'hydrate';
      run?: Run;
      /** Why a newer run did not begin; the page still shows the run before it. */
      notice?: Message;
    }
  | { kind: 'comparison'; runs: Run[] }
  /** New events. The page applies them, or asks for the whole run if it shows another one. */
  | {
      kind: 'events';
      runId: string;
      events: RunEvent[];
      /** Time of the last event, milliseconds since 1970. */
      at: number;
    }
  | { kind: 'vocabulary'; report: VocabularyReport }
  /** None once another training has begun: the page is then about that. */
  | { kind: 'evaluation'; report?: EvaluationReport }
  /** The last translation with its attention, if there is one. */
  | { kind: 'attention'; translation?: SentenceTranslation }
  /** The inside of a model. */
  | { kind: 'inside'; report: InsideReport }
  /** A text read by several models. */
  | { kind: 'readers'; report: ReadersReport }
  /** Scrolls to the attention of the last translation. */
  | { kind: 'showAttention' }
);

/** 'use', 'train' and 'resume' act on the run that is shown, 'measureKeysSaved' on the compared ones. */
const fromPageKinds = [
  'ready',
  'stop',
  'train',
  'resume',
  'use',
  'showLog',
  'dismissNotice',
  'openSample',
  'measureKeysSaved',
] as const;
export type PageAction = (typeof fromPageKinds)[number];
export type FromPage =
  /** @property runId the run that was shown when the button was pressed: another may begin before the host receives the message */
  | { kind: PageAction; runId?: string }
  /** A chart as it is drawn: the name of its figure, a PNG in base64, and an SVG. */
  | { kind: 'savePicture'; chart: string; png: string; svg: string };

const hasKind = (value: unknown, kinds: readonly string[]): boolean =>
  typeof value === 'object' && value !== null && 'kind' in value && kinds.some(kind => kind === value.kind);

/** Whether it is a message from the host. Only the kind is checked, because both ends are from the same build. */
export const isToPage = (value: unknown): value is ToPage => hasKind(value, toPageKinds);

/** Whether it is a valid message from the page. */
export const isFromPage = (value: unknown): value is FromPage =>
  (hasKind(value, fromPageKinds) && isRunNamed(value)) || (hasKind(value, ['savePicture']) && isPicture(value));

const isRunNamed = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (!('runId' in value) || (typeof value.runId === 'string' && value.runId.length <= 100));

/** The limit of a picture's size; no screen needs a larger picture. */
const mostCharacters = 50_000_000;

const isPicture = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  'chart' in value &&
  typeof value.chart === 'string' &&
  /^\w{1,40}$/.test(value.chart) &&
  'png' in value &&
  typeof value.png === 'string' &&
  value.png.length <= mostCharacters &&
  value.png.startsWith('iVBORw0KGgo') &&
  'svg' in value &&
  typeof value.svg === 'string' &&
  value.svg.length <= mostCharacters &&
  value.svg.startsWith('<svg ');
