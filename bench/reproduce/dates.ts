/** Pairs of a date as people write it and its ISO form: every date from 1950 to 2049 once. */
import { Random } from '../../src/text/random/random';

const firstYear = 1950;
const years = 100;
const day = 86_400_000;

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const units = [
  ...['', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'],
  ...['thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'],
];
const tens = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const ordinals = [
  ...['', 'first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth', 'eleventh'],
  ...['twelfth', 'thirteenth', 'fourteenth', 'fifteenth', 'sixteenth', 'seventeenth', 'eighteenth', 'nineteenth'],
];

/** "eighty-seven" */
const numberInWords = (number: number): string =>
  units[number] ?? [tens[Math.floor(number / 10)]!, ...(number % 10 ? [units[number % 10]!] : [])].join('-');

/** "twenty-third"; up to 31 */
function ordinalInWords(number: number): string {
  if (number % 10 === 0 && number > 10) return number === 20 ? 'twentieth' : 'thirtieth';
  return ordinals[number] ?? `${tens[Math.floor(number / 10)]!}-${ordinals[number % 10]!}`;
}

/** "nineteen eighty-seven", "two thousand one" */
const yearInWords = (year: number): string =>
  year >= 2000 && year < 2010
    ? `two thousand ${numberInWords(year % 100)}`.trim()
    : `${numberInWords(Math.floor(year / 100))} ${numberInWords(year % 100)}`;

/** "23rd" */
function numbered(number: number): string {
  const suffix = Math.floor(number / 10) === 1 ? undefined : ['th', 'st', 'nd', 'rd'][number % 10];
  return `${number}${suffix ?? 'th'}`;
}

const twoDigits = (number: number): string => String(number % 100).padStart(2, '0');

const forms: readonly ((date: Date) => string)[] = [
  date => `the ${ordinalInWords(date.getUTCDate())} of ${monthOf(date)} ${yearOf(date)}`,
  date => `the ${ordinalInWords(date.getUTCDate())} of ${monthOf(date)} ${yearInWords(yearOf(date))}`,
  date => `${monthOf(date)} ${date.getUTCDate()}, ${yearOf(date)}`,
  date => `${monthOf(date)} ${numbered(date.getUTCDate())}, ${yearOf(date)}`,
  date => `${date.getUTCDate()} ${monthOf(date)} ${yearOf(date)}`,
  date => `${date.getUTCDate()} ${monthOf(date).slice(0, 3)} ${twoDigits(yearOf(date))}`,
  date => `${weekdays[date.getUTCDay()]!}, ${date.getUTCDate()} ${monthOf(date).slice(0, 3)} ${yearOf(date)}`,
  date => `${date.getUTCDate()}.${date.getUTCMonth() + 1}.${yearOf(date)}`,
];

const monthOf = (date: Date): string => months[date.getUTCMonth()]!;
const yearOf = (date: Date): number => date.getUTCFullYear();

/** One pair per line, source and target separated by a tab. A two-digit year is one of 1950 to 2049. */
export function datePairs(seed: number, count: number): string {
  const random = new Random(seed);
  const first = Date.UTC(firstYear, 0, 1);
  const all = Int32Array.from({ length: (Date.UTC(firstYear + years, 0, 1) - first) / day }, (_, index) => index);
  const lines = Array.from(random.shuffle(all).subarray(0, count), index => {
    const date = new Date(first + index * day);
    const written = forms[random.integer(forms.length)]!(date);
    const source = random.uniform() < 0.5 ? written : written.toLowerCase();
    return `${source}\t${date.toISOString().slice(0, 10)}\n`;
  });
  return lines.join('');
}
