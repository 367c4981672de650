/** The HTML of a page. Its content security policy allows only the page's own script, style, fonts and images. */
import type { Catalogue } from '../../words/template';

export interface PageResources {
  script: string;
  style: string;
  /** The origin of the webview's own resources. */
  cspSource: string;
  nonce: string;
  title: string;
  /** A BCP 47 language tag. */
  language: string;
  catalogue: Catalogue;
}

export function panelHtml({ script, style, cspSource, nonce, title, language, catalogue }: PageResources): string {
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    // The UI kit tests the browser with a style element of its own, to which it gives the nonce of the document.
    `style-src ${cspSource} 'nonce-${nonce}'`,
    `font-src ${cspSource}`,
    `img-src ${cspSource}`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${escaped(language)}">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy}" />
    <meta property="csp-nonce" content="${nonce}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <link rel="stylesheet" href="${style}" />
    <title>${title}</title>
  </head>
  <body>
    <main id="root" data-language="${escaped(language)}" data-words="${escaped(JSON.stringify(catalogue))}"></main>
    <script nonce="${nonce}" src="${script}"></script>
  </body>
</html>`;
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
