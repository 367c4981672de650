/** A synthetic series for a first forecast: daily visitors of a small museum, with effects of weekdays, seasons and holidays. */
import { Random } from '../../src/text/random/random';
import { easterOf } from '../../src/text/series/calendarEffects';

const day = 86_400_000;
const first = Date.UTC(2022, 0, 1);
/** Factors from Sunday on; the museum is closed on Mondays. */
const byWeekday = [1.6, 0, 0.8, 0.9, 0.9, 1.1, 1.7];

/** Lines of "date,visitors", one per day. */
export function visitors(seed: number, days: number): string {
  const random = new Random(seed);
  let mood = 0;
  const rows = Array.from({ length: days }, (_, at) => {
    const date = new Date(first + at * day);
    const iso = date.toISOString().slice(0, 10);
    mood = 0.6 * mood + 0.08 * random.normal();
    const season = 1 + 0.35 * Math.sin((2 * Math.PI * (at - 90)) / 365.25);
    const fromEaster = Math.floor(date.getTime() / day) - easterOf(date.getUTCFullYear());
    const closed = /-(12-2[45]|12-31|01-01)$/.test(iso);
    const holiday = fromEaster === 1 || fromEaster === -2 || iso.endsWith('-05-01');
    const usual = 120 * (1 + 0.0002 * at) * season * (holiday ? 2 : byWeekday[date.getUTCDay()]!);
    const counted = closed ? 0 : usual * Math.exp(mood + 0.05 * random.normal());
    return `${iso},${Math.round(counted)}\n`;
  });
  return `date,visitors\n${rows.join('')}`;
}
