/** What reports of the inside of a model have in common. */
import type { GradientReach } from '../../protocol/inside';
import type { OptimiserOptions } from '../../options/language';
import type { ModelManifest } from '../../store/types';

/** When in the training the weights were kept, and what it clipped to. */
export const keptAt = ({
  result,
  progress,
  options,
}: Pick<ModelManifest, 'result' | 'progress'> & { options: { optimiser: OptimiserOptions } }): Pick<
  GradientReach,
  'step' | 'epoch' | 'clipNorm'
> => ({
  step: result?.steps ?? progress?.step ?? 0,
  epoch: result?.epochs ?? progress?.epoch ?? 0,
  clipNorm: options.optimiser.clipNorm,
});

/** The passage in as many pieces as it has tokens: what stands between two belongs to the first. */
export function piecesOf(passage: string, tokens: readonly string[]): string[] {
  let at = 0;
  const starts = tokens.map(token => {
    const found = passage.indexOf(token, at);
    const from = found < 0 ? at : found;
    at = found < 0 ? at : found + token.length;
    return from;
  });
  return starts.map((from, index) => passage.slice(index === 0 ? 0 : from, starts[index + 1] ?? passage.length));
}
