/** How often a series has a value: "daily", "every 5 minutes". */
import type { SeriesUnit } from '../protocol/forecast';
import type { Message } from '../protocol/message';
import { message } from './message';

export const frequencyMessage = ({ unit, every }: { unit: SeriesUnit; every: number }): Message =>
  every === 1 ? message(`series.each.${unit}`) : message(`series.every.${unit}`, { count: every });
