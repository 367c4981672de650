/** The built page in a browser, with a substitute for the editor's theme, messages and content security policy. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { panelHtml } from '../../../src/host/panel/html';
import { toJson } from '../../../src/protocol/exactJson';
import type { FromPage, ToPage } from '../../../src/protocol/page';
import { recordDrawing } from './drawn';
import { themes, type ThemeName } from './themes';

const origin = 'https://panel.test';
const types: Readonly<Record<string, string>> = { js: 'text/javascript', css: 'text/css', ttf: 'font/ttf' };

declare global {
  interface Window {
    postedToHost: FromPage[];
    policyViolations: string[];
  }
}

export class PanelPage {
  readonly errors: string[] = [];

  private constructor(
    readonly page: Page,
    private theme: ThemeName,
  ) {}

  static async open(
    browser: Browser,
    theme: ThemeName = 'dark',
    width = 1100,
    height = 1000,
    words = inEnglish,
  ): Promise<PanelPage> {
    const page = await browser.newPage({ viewport: { width, height } });
    page.setDefaultTimeout(30_000);
    const panel = new PanelPage(page, theme);
    page.on('pageerror', error => panel.errors.push(error.message));
    page.on('console', message => {
      if (message.type() === 'error') panel.errors.push(message.text());
    });
    await page.addInitScript(standIn);
    await recordDrawing(page);
    await page.route(`${origin}/**`, route => {
      const name = new URL(route.request().url()).pathname.slice(1);
      return name === ''
        ? route.fulfill({ contentType: 'text/html', body: html(words) })
        : route.fulfill({
            contentType: types[name.split('.').pop() ?? ''] ?? 'application/octet-stream',
            body: readFileSync(join('dist', name)),
          });
    });
    await panel.load();
    return panel;
  }

  /** As when it was opened, with nothing remembered. Another page of the browser takes a second to come, this one does not. */
  async reload({ theme = this.theme, width }: { theme?: ThemeName; width?: number } = {}): Promise<void> {
    const { page } = this;
    this.theme = theme;
    await page.evaluate(() => {
      sessionStorage.clear();
    });
    await page.mouse.move(0, 0);
    const size = page.viewportSize();
    if (size && width !== undefined && width !== size.width) await page.setViewportSize({ ...size, width });
    await this.load();
  }

  private async load(): Promise<void> {
    await this.page.goto(`${origin}/`);
    await this.setTheme(this.theme);
  }

  /** Sets a theme as VS Code does: a class on the body and variables in the style of <html>. */
  async setTheme(name: ThemeName): Promise<void> {
    await this.page.evaluate(({ bodyClass, variables }) => {
      document.body.className = bodyClass;
      const { style } = document.documentElement;
      for (const property of [...style]) style.removeProperty(property);
      for (const [variable, value] of Object.entries(variables)) style.setProperty(`--vscode-${variable}`, value);
    }, themes[name]);
    await this.drawn();
  }

  async send(message: ToPage): Promise<void> {
    await this.page.evaluate(json => {
      window.postMessage(json, '*');
    }, toJson(message));
    await this.drawn();
  }

  /** Charts are drawn in the next animation frame. */
  private async drawn(): Promise<void> {
    await this.page.evaluate(
      () =>
        new Promise<void>(accept =>
          requestAnimationFrame(() =>
            requestAnimationFrame(() => {
              accept();
            }),
          ),
        ),
    );
  }

  posted(): Promise<FromPage[]> {
    return this.page.evaluate(() => window.postedToHost);
  }

  /** All errors of the page, violations of its policy first. */
  async faults(): Promise<string[]> {
    return [...(await this.page.evaluate(() => window.policyViolations)), ...this.errors];
  }

  text(selector: string): Promise<string> {
    return this.page.locator(selector).first().innerText();
  }

  screenshot(name: string): Promise<Buffer> {
    return this.page.screenshot({ path: `out/screenshots/page-${name}.png`, fullPage: true });
  }
}

const inEnglish = { language: 'en', catalogue: {} };

const html = (words: typeof inEnglish): string =>
  panelHtml({
    script: `${origin}/panel.js`,
    style: `${origin}/panel.css`,
    cspSource: origin,
    nonce: 'testNonce',
    title: 'Training',
    ...words,
  });

/** Runs in the page before its own script. */
function standIn(): void {
  window.postedToHost = [];
  window.policyViolations = [];
  document.addEventListener('securitypolicyviolation', event => {
    window.policyViolations.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sourceFile}`);
  });
  Object.assign(window, {
    acquireVsCodeApi: () => ({
      postMessage: (message: FromPage) => window.postedToHost.push(message),
      getState: (): unknown => JSON.parse(sessionStorage.getItem('state') ?? 'null') ?? undefined,
      setState: (state: unknown) => {
        sessionStorage.setItem('state', JSON.stringify(state));
      },
    }),
  });
}
