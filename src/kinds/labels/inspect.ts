/** What labelled texts a source seems to hold, to be shown before anything is trained. */
import type { LabelColumns } from '../../options/labels';
import type { FoundLabels } from '../../protocol/labels';
import type { TextSource } from '../../protocol/textSource';
import type { Pause } from '../../training/pause';
import { countsOf } from './prepareLabels';
import { readLabels } from './readLabels';

const mostShown = 50;

/** @throws UnrollError as `readLabels` does */
export async function inspectLabels(source: TextSource, asked: LabelColumns, pause: Pause): Promise<FoundLabels> {
  const { texts, columns } = await readLabels(source, asked, pause);
  const counts = countsOf(texts);
  return {
    ...(columns ? { columns } : {}),
    texts: texts.length,
    labels: counts.slice(0, mostShown).map(([label, count]) => ({ label, count })),
    different: counts.length,
  };
}
