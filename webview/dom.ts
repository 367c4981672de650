/** Elements without markup: text is always text, so nothing a model writes can become a tag or a script. */

type Attributes = Record<string, string>;

export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** Changes the text only when it differs, so that a selection in it survives. */
export function setText(node: Node, text: string): void {
  if (node.textContent !== text) node.textContent = text;
}

export function setVisible(node: HTMLElement, visible: boolean): void {
  node.hidden = !visible;
}

/** An icon of the editor's font, by its name there; words beside it say the same. */
export const icon = (name: string): HTMLElement =>
  element('span', { class: `codicon codicon-${name}`, 'aria-hidden': 'true' });

export function setIcon(node: HTMLElement, name: string): void {
  const wanted = `codicon codicon-${name}`;
  if (node.className !== wanted) node.className = wanted;
}

/** A row of a table of names and values. */
export const rowOf = (name: string, value: string): HTMLElement =>
  element('tr', {}, element('th', { scope: 'row' }, name), element('td', {}, value));

/** The name of a column; the corner above the names of rows has none, and is no heading. */
export const columnHead = (name: string): HTMLElement =>
  name === '' ? element('td') : element('th', { scope: 'col' }, name);
