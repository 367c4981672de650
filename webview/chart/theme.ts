/** The editor's colours and font for the canvas, which CSS does not style. The lines' colours are defined in the style sheet. */
import { voiceNames } from '../../src/protocol/voices';
import type { Role } from './series';

export interface ChartTheme {
  fontFamily: string;
  foreground: string;
  muted: string;
  background: string;
  grid: string;
  hover: { background: string; foreground: string; border: string };
  line: (role: Role) => string;
  /** Colours of compared lines. */
  compared: readonly string[];
}

/** The number of colours in the style sheet; with more lines they repeat. */
export const comparedColours = 6;

/** The CSS variable of a line's colour. */
export const colourName = (role: Role): string =>
  voiceNames.some(voice => voice === role) ? `--voice-${role}` : `--${role}`;

export function readTheme(): ChartTheme {
  const style = getComputedStyle(document.body);
  const read = (name: string): string => style.getPropertyValue(name).trim();
  return {
    fontFamily: style.fontFamily,
    foreground: style.color,
    muted: read('--muted'),
    background: read('--background'),
    grid: read('--grid'),
    hover: { background: read('--hover-background'), foreground: read('--hover-foreground'), border: read('--line') },
    line: role => read(colourName(role)),
    compared: Array.from({ length: comparedColours }, (_, index) => read(`--compared-${index}`)),
  };
}

/** VS Code changes the theme by changing the classes and style of <html> and <body>. */
export function onThemeChange(listener: () => void): void {
  const observer = new MutationObserver(listener);
  for (const target of [document.documentElement, document.body])
    observer.observe(target, { attributes: true, attributeFilter: ['class', 'style', 'data-vscode-theme-id'] });
}
