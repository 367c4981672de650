/** The widgets of the UI kit. No other file depends on the kit, so that it can be replaced here. */
import { provideVSCodeDesignSystem, vsCodeButton } from '@vscode/webview-ui-toolkit';

provideVSCodeDesignSystem().register(vsCodeButton());

export function button(label: string, appearance: 'primary' | 'secondary', onClick: () => void): HTMLElement {
  const made = document.createElement('vscode-button');
  made.setAttribute('appearance', appearance);
  made.textContent = label;
  made.addEventListener('click', onClick);
  return made;
}

/** A busy control ignores clicks but keeps the focus, which a disabled one would lose. */
export function setBusy(control: HTMLElement, busy: boolean): void {
  if (busy) control.setAttribute('aria-disabled', 'true');
  else control.removeAttribute('aria-disabled');
}

export function setPrimary(control: HTMLElement, primary: boolean): void {
  control.setAttribute('appearance', primary ? 'primary' : 'secondary');
}
