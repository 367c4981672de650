/** The widgets of the UI kit: the only file that knows which kit it is, so that its successor is a change here alone. */
import { provideVSCodeDesignSystem, vsCodeButton } from '@vscode/webview-ui-toolkit';

provideVSCodeDesignSystem().register(vsCodeButton());

export function button(label: string, appearance: 'primary' | 'secondary', onClick: () => void): HTMLElement {
  const made = document.createElement('vscode-button');
  made.setAttribute('appearance', appearance);
  made.textContent = label;
  made.addEventListener('click', onClick);
  return made;
}

/** For a moment it does nothing more, but keeps the focus: what is disabled loses it. */
export function setBusy(control: HTMLElement, busy: boolean): void {
  if (busy) control.setAttribute('aria-disabled', 'true');
  else control.removeAttribute('aria-disabled');
}

export function setPrimary(control: HTMLElement, primary: boolean): void {
  control.setAttribute('appearance', primary ? 'primary' : 'secondary');
}
