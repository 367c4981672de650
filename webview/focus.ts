/** After a dialog the editor returns the focus to the page, but not to the focused element: the page restores it. */
export function keepFocus(): void {
  let last: HTMLElement | undefined;
  document.addEventListener('focusin', ({ target }) => {
    last = target instanceof HTMLElement ? target : undefined;
  });
  // A click chooses the focus itself.
  document.addEventListener('pointerdown', () => (last = undefined), { capture: true });
  window.addEventListener('focus', () => {
    if (document.activeElement === document.body && last?.isConnected === true) last.focus({ preventScroll: true });
  });
}

/**
 * Whether the focus is in a part of the page, and the page is where the person types: what takes the focus within a page that has none takes it
 * from the editor, and closes what is open there to choose from.
 */
export const holdsFocus = (...parts: readonly HTMLElement[]): boolean =>
  document.hasFocus() && parts.some(part => part.contains(document.activeElement));
