/** Averages what happened since the last report, and says when the next report is due. */
import type { TrainingMetrics } from '../protocol/metrics';

/** Reports a second at the most: enough for a live chart, few enough to cost nothing. */
const millisecondsBetweenReports = 250;

export interface MeteredStep {
  loss: number;
  gradientNorm: number;
  tokens: number;
}

export class ProgressMeter {
  private loss = 0;
  private gradientNorm = 0;
  private tokens = 0;
  private steps = 0;
  private trainingMilliseconds = 0;
  private reportedAt = -Infinity;

  /** @param now a clock in milliseconds */
  constructor(private readonly now: () => number) {}

  add({ loss, gradientNorm, tokens }: MeteredStep, milliseconds: number): void {
    this.loss += loss;
    this.gradientNorm += gradientNorm;
    this.tokens += tokens;
    this.steps += 1;
    this.trainingMilliseconds += milliseconds;
  }

  /** True right after the first step, and then every quarter of a second. */
  get due(): boolean {
    return this.steps > 0 && this.now() - this.reportedAt >= millisecondsBetweenReports;
  }

  /** The means since the last report; starts the next interval. */
  take(at: Pick<TrainingMetrics, 'step' | 'epoch' | 'seconds' | 'learningRate'>): TrainingMetrics {
    const metrics = {
      ...at,
      trainLoss: this.loss / this.steps,
      gradientNorm: this.gradientNorm / this.steps,
      tokensPerSecond: (1000 * this.tokens) / Math.max(this.trainingMilliseconds, 1e-3),
    };
    this.loss = this.gradientNorm = this.tokens = this.steps = this.trainingMilliseconds = 0;
    this.reportedAt = this.now();
    return metrics;
  }
}
