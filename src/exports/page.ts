/** A run as a page of HTML that stands alone: the panel's own page, with what it draws written into it. */
import { toJson } from '../protocol/exactJson';
import type { ToPage } from '../protocol/page';
import type { Run } from '../protocol/run';

export interface PageParts {
  run: Run;
  /** Of the panel: its bundled script and style. */
  script: string;
  style: string;
  /** As Intl names it. */
  language: string;
  /** The sentences of that language, as JSON. */
  catalogue: string;
}

/** What an editor's theme gives the panel, here by what the reader's system prefers. */
const themes = {
  light: {
    foreground: '#3b3b3b',
    descriptionForeground: '#5f5f5f',
    'editor-background': '#ffffff',
    'editorHoverWidget-background': '#f8f8f8',
    'badge-background': '#cccccc',
    'badge-foreground': '#3b3b3b',
    'charts-blue': '#1a5fb4',
    'charts-yellow': '#9a6700',
    'charts-purple': '#652d90',
    'charts-green': '#388a34',
  },
  dark: {
    foreground: '#cccccc',
    descriptionForeground: '#9d9d9d',
    'editor-background': '#1f1f1f',
    'editorHoverWidget-background': '#202020',
    'badge-background': '#616161',
    'badge-foreground': '#f8f8f8',
    'charts-blue': '#3794ff',
    'charts-yellow': '#cca700',
    'charts-purple': '#b180d7',
    'charts-green': '#89d185',
  },
};

const variables = (theme: Readonly<Record<string, string>>): string =>
  Object.entries(theme)
    .map(([name, value]) => `--vscode-${name}: ${value};`)
    .join(' ');

const colours = `
  :root { color-scheme: light dark; --vscode-font-family: system-ui, sans-serif; --vscode-editor-font-family: ui-monospace, monospace;
    --vscode-focusBorder: #0078d4; --vscode-panelTitle-activeBorder: #0078d4; ${variables(themes.light)} }
  @media (prefers-color-scheme: dark) { :root { ${variables(themes.dark)} } }
  /* Nobody is there to do what the buttons ask for. */
  .actions { display: none !important; }`;

const editorStandIn = `globalThis.acquireVsCodeApi = () => ({
  postMessage({ kind, chart, png }) {
    if (kind !== 'savePicture') return;
    const link = document.createElement('a');
    link.href = 'data:image/png;base64,' + png;
    link.download = chart + '.png';
    link.click();
  },
  getState() {},
  setState() {},
});`;

export function runPage({ run, script, style, language, catalogue }: PageParts): string {
  const shown: ToPage = { kind: 'hydrate', run };
  return `<!DOCTYPE html>
<html lang="${escaped(language)}">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; font-src data:" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${escaped(run.name)}</title>
    <style>${colours}</style>
    <style>${style.replaceAll('</style', '<\\/style')}</style>
  </head>
  <body>
    <main id="root" data-language="${escaped(language)}" data-words="${escaped(catalogue)}"></main>
    <script>${editorStandIn}</script>
    <script>${script.replaceAll('</script', '<\\/script')}</script>
    <script>postMessage(${JSON.stringify(toJson(shown)).replaceAll('<', '\\u003c')}, '*');</script>
  </body>
</html>
`;
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
