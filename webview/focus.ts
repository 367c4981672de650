/** The editor gives the keyboard back to a page after a dialog, and not to what had it there: the page remembers. */
export function keepFocus(): void {
  let last: HTMLElement | undefined;
  document.addEventListener('focusin', ({ target }) => {
    last = target instanceof HTMLElement ? target : undefined;
  });
  // Who clicks says by that where the keyboard is to be.
  document.addEventListener('pointerdown', () => (last = undefined), { capture: true });
  window.addEventListener('focus', () => {
    if (document.activeElement === document.body && last?.isConnected === true) last.focus({ preventScroll: true });
  });
}
