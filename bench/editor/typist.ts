/** A simulated person who types: the intervals between keys, and the ghost text after each key. */
import type { Page } from 'playwright-core';
import type { Random } from '../../src/text/random/random';

/** A key press; times in milliseconds of the page's clock. */
export interface Key {
  at: number;
  key: string;
  /** The ghost text before it. */
  before: string;
  /** The time of the first change of the ghost text after it, and the new ghost text. */
  shown?: number;
  text?: string;
}

declare global {
  interface Window {
    unrollKeys: Key[];
  }
}

/** Records each key and the change of the ghost text after it. Runs in the page. */
export function watch(): void {
  const ghost = (): string =>
    Array.from(document.querySelectorAll('.ghost-text, .ghost-text-decoration'), ({ textContent }) => textContent)
      .join('')
      .replaceAll('\u00a0', ' ');
  window.unrollKeys = [];
  let last = '';
  window.addEventListener(
    'keydown',
    ({ key }) => {
      const typed = key === 'Enter' ? '\n' : key;
      if (typed.length === 1) window.unrollKeys.push({ at: performance.now(), key: typed, before: last });
    },
    true,
  );
  new MutationObserver(() => {
    const now = ghost();
    if (now === last) return;
    last = now;
    const key = window.unrollKeys.at(-1);
    if (key && now !== '' && key.shown === undefined) Object.assign(key, { shown: performance.now(), text: now });
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
}

/** Whether the ghost text after the key continues the one before it. */
export const goesOn = ({ key, before, text }: Key): boolean =>
  before !== '' && text !== undefined && before.startsWith(key) && before.slice(1).startsWith(text.slice(0, 5));

/** Milliseconds to the next key: log-normal about 180, longer after words and sentences. */
export function pauseAfter(character: string, random: Random): number {
  const key = 180 * Math.exp(0.35 * random.normal());
  const pause = random.uniform();
  const thought = /[.!?\n]/.test(character) ? 600 + 1200 * pause : character === ' ' ? 250 * pause : 0;
  return Math.min(3000, key + thought);
}

/** Types until `keys` keys are typed or the time is over; returns their number. */
export async function typeText(
  page: Page,
  text: string,
  { until, random, keys, afterKey }: { until: number; random: Random; keys: number; afterKey: typeof pauseAfter },
): Promise<number> {
  let typed = 0;
  // A text that is too short for the time is typed again.
  for (const character of repeated(text, until === Infinity)) {
    if (performance.now() > until || typed >= keys) break;
    const began = performance.now();
    await page.keyboard.press(character === '\n' ? 'Enter' : character === ' ' ? 'Space' : character);
    typed++;
    await page.waitForTimeout(Math.max(0, afterKey(character, random) - (performance.now() - began)));
  }
  return typed;
}

function* repeated(text: string, once: boolean): Generator<string> {
  do yield* text;
  while (!once);
}
