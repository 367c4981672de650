/** Creates elements without parsing markup, so that text written by a model cannot become a tag or a script. */

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

/** Changes the text only if it differs, so that a selection in it is kept. */
export function setText(node: Node, text: string): void {
  if (node.textContent !== text) node.textContent = text;
}

export function setVisible(node: HTMLElement, visible: boolean): void {
  node.hidden = !visible;
}

/** An icon of the codicon font, by its name. Text beside it must have the same meaning. */
export const icon = (name: string): HTMLElement =>
  element('span', { class: `codicon codicon-${name}`, 'aria-hidden': 'true' });

export function setIcon(node: HTMLElement, name: string): void {
  const wanted = `codicon codicon-${name}`;
  if (node.className !== wanted) node.className = wanted;
}

/** A row of a table: its name and its cells. */
export const rowOf = (name: string, ...cells: (Node | string)[]): HTMLElement =>
  element('tr', {}, element('th', { scope: 'row' }, name), ...cells.map(cell => element('td', {}, cell)));

/** The heading of a column; the corner above the row names is not a heading. */
export const columnHead = (name: string): HTMLElement =>
  name === '' ? element('td') : element('th', { scope: 'col' }, name);

export const tableOf = (columns: readonly string[], ...rows: Node[]): HTMLElement =>
  element('table', {}, element('tr', {}, ...columns.map(columnHead)), ...rows);

/** Makes an element that is wider than the page scroll, also by keys. */
export const scrolling = (wide: HTMLElement): HTMLElement => element('div', { class: 'scroll', tabindex: '0' }, wide);

export function quietButton(text: string, onClick: () => void): HTMLElement {
  const made = element('button', { class: 'quiet-button', type: 'button' }, text);
  made.addEventListener('click', onClick);
  return made;
}

/** A button that is an icon alone. @param name says what it does: its tooltip, and what a screen reader reads */
export function iconButton(codicon: string, name: string, onClick: () => void): HTMLElement {
  const made = element(
    'button',
    { class: 'icon-button', type: 'button', title: name, 'aria-label': name },
    icon(codicon),
  );
  made.addEventListener('click', onClick);
  return made;
}
