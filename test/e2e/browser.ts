/** The browser that all of these tests share: to start one takes seconds. */
import { chromium, type Browser } from 'playwright-core';

/** What is opened in it is closed with what is returned, and is seen by no other test. */
export function connectBrowser(): Promise<Browser> {
  const address = process.env['UNROLL_BROWSER'];
  if (!address) throw new Error('No browser is named; run these tests by "npm test -- e2e".');
  return chromium.connect(address);
}
