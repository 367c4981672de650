/** Host <-> the training panel's page. The host owns the data; the page is a view that can be rebuilt at any time. */
import type { ModelUse } from './kind';
import type {
  Baseline,
  CorpusSummary,
  EngineReport,
  GeneratedSample,
  QualityMetrics,
  TrainingMetrics,
  TrainingResult,
  ValidationMetrics,
} from './metrics';
import type { SentenceTranslation } from './translation';
import type { VocabularyReport } from './worker';

export type RunStatus =
  | { state: 'starting'; phase: string }
  | { state: 'running' }
  | { state: 'stopping' }
  | { state: 'ended'; result: TrainingResult }
  | {
      state: 'failed';
      message: string;
      /** Whether the run could go on from what it has saved. */
      resumable: boolean;
    };

/** A whole run as the page draws it; series are already thinned by the host. */
export interface RunSnapshot {
  runId: string;
  modelName: string;
  /** One line of plain words: "LSTM, 1 layer of 256, characters". */
  description: string;
  use: ModelUse;
  status: RunStatus;
  corpus?: CorpusSummary;
  engine?: EngineReport;
  parameters?: number;
  totalSteps: number;
  epochs: number;
  metrics: TrainingMetrics[];
  validations: ValidationMetrics[];
  samples: GeneratedSample[];
  /** Only translation models. */
  qualities?: QualityMetrics[];
  baselines: Baseline[];
  notes: string[];
  /** Milliseconds since 1970 of the last report from the worker. */
  updatedAt: number;
}

export type ToPage =
  /** Replaces all the page shows; `undefined` is the empty state. */
  | { kind: 'hydrate'; run: RunSnapshot | undefined }
  /** What has come since; the page appends it, or asks anew when the run is not the one it shows. */
  | {
      kind: 'append';
      runId: string;
      status: RunStatus;
      metrics: TrainingMetrics[];
      validations: ValidationMetrics[];
      samples: GeneratedSample[];
      notes: string[];
      updatedAt: number;
    }
  | { kind: 'vocabulary'; report: VocabularyReport }
  /** The last translation with what attention looked at; undefined: there is none. */
  | { kind: 'attention'; translation: SentenceTranslation | undefined }
  /** Scrolls to the attention of the last translation. */
  | { kind: 'showAttention' };

/** 'use' and 'resume' mean the run that is shown. */
const fromPageKinds = ['ready', 'stop', 'train', 'resume', 'use', 'showLog'] as const;
export interface FromPage {
  kind: (typeof fromPageKinds)[number];
}

/** A message from the page, checked at the boundary. */
export function isFromPage(value: unknown): value is FromPage {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return false;
  return fromPageKinds.some(kind => kind === value.kind);
}
