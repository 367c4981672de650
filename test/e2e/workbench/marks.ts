/** Marks on the words of a text that say how surprising each is. */
import type { Locator } from 'playwright-core';
import type { Workbench } from './workbench';

/** Backgrounds of words that are marked; the editor draws them under the text. */
export const marks = ({ page }: Workbench): Locator =>
  page.locator('.editor-instance .view-overlays .cdr[class*="ced-"]');

export async function untilMarks(workbench: Workbench, holds: (count: number) => boolean): Promise<number> {
  for (let attempt = 0; attempt < 300; attempt++) {
    const count = await marks(workbench).count();
    if (holds(count)) return count;
    await workbench.page.waitForTimeout(200);
  }
  throw new Error(`${await marks(workbench).count()} marks`);
}

/** A text that is partly like the sample, and partly in a way that no model of it expects. */
export const partlySurprising = [
  'The keeper counted the stairs of the tower, and the light turned.',
  'Quantum chromodynamics perturbs the lighthouse keeper.',
  'The sea was grey, and the boat came in with the tide.',
  '灯塔看守人数了数台阶。',
  '',
].join('\n');
