/** The editor's colours, for the canvas: CSS reaches everything else by itself. */

export interface ChartColours {
  foreground: string;
  muted: string;
  grid: string;
  background: string;
  train: string;
  validation: string;
  baseline: string;
  best: string;
}

export function readColours(): ChartColours {
  const style = getComputedStyle(document.body);
  const read = (name: string, fallback: string): string => style.getPropertyValue(name).trim() || fallback;
  const foreground = read('--vscode-foreground', '#888888');
  return {
    foreground,
    muted: read('--vscode-descriptionForeground', foreground),
    // Fainter than any border of the theme: in high contrast those would drown the curves.
    grid: 'rgba(128, 128, 128, 0.25)',
    background: read('--vscode-editor-background', 'transparent'),
    train: read('--vscode-charts-blue', '#3794ff'),
    // Orange is half transparent in the default themes.
    validation: read('--vscode-charts-yellow', '#cca700'),
    baseline: read('--vscode-charts-purple', '#b180d7'),
    best: read('--vscode-charts-green', '#89d185'),
  };
}

/** VS Code changes the theme by changing the classes and style of <html> and <body>. */
export function onThemeChange(listener: () => void): void {
  const observer = new MutationObserver(listener);
  for (const target of [document.documentElement, document.body])
    observer.observe(target, { attributes: true, attributeFilter: ['class', 'style', 'data-vscode-theme-id'] });
}
