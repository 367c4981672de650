/**
 * Host <-> the training panel's page. The host owns the data; the page is a view that can be rebuilt at any time. What goes to
 * the page goes as text of `toJson`.
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
      /** Replaces all the page shows; `undefined` is the empty state. */
      kind: 'hydrate';
      run?: Run;
      /** Why a later run did not begin; the page still shows the run before it. */
      notice?: Message;
    }
  | { kind: 'comparison'; runs: Run[] }
  /** What has happened since; the page applies it, or asks anew when the run is not the one it shows. */
  | {
      kind: 'events';
      runId: string;
      events: RunEvent[];
      /** Milliseconds since 1970 of the last of them. */
      at: number;
    }
  | { kind: 'vocabulary'; report: VocabularyReport }
  | { kind: 'evaluation'; report: EvaluationReport }
  /** The last translation with its attention; undefined: there is none. */
  | { kind: 'attention'; translation?: SentenceTranslation }
  /** Inside of a model. */
  | { kind: 'inside'; report: InsideReport }
  /** A text read by several models. */
  | { kind: 'readers'; report: ReadersReport }
  /** Scrolls to the attention of the last translation. */
  | { kind: 'showAttention' }
);

/** 'use', 'train' and 'resume' mean the run that is shown, 'measureKeysSaved' those that are compared. */
const fromPageKinds = ['ready', 'stop', 'train', 'resume', 'use', 'showLog', 'openSample', 'measureKeysSaved'] as const;
export type PageAction = (typeof fromPageKinds)[number];
export type FromPage =
  /** @property runId the run that was shown when the button was pressed: until the host hears of it another may have begun */
  | { kind: PageAction; runId?: string }
  /** Of a chart, as it is drawn: which figure it shows, a PNG in base64, and an SVG. */
  | { kind: 'savePicture'; chart: string; png: string; svg: string };

const hasKind = (value: unknown, kinds: readonly string[]): boolean =>
  typeof value === 'object' && value !== null && 'kind' in value && kinds.some(kind => kind === value.kind);

/** A message from the host: of its fields only the kind is checked, as both ends are of one build. */
export const isToPage = (value: unknown): value is ToPage => hasKind(value, toPageKinds);

/** A message from the page, checked at the boundary. */
export const isFromPage = (value: unknown): value is FromPage =>
  (hasKind(value, fromPageKinds) && isRunNamed(value)) || (hasKind(value, ['savePicture']) && isPicture(value));

const isRunNamed = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (!('runId' in value) || (typeof value.runId === 'string' && value.runId.length <= 100));

/** No screen has a larger one. */
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
