/** A real VS Code with the installed extension and a copy of the samples, operated by keys and clicks. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';
import { globSync } from '../../../scripts/glob.mjs';
import { connectBrowser } from '../browser';
import { holdStorage, storageHas } from './browserStorage';
import { startVSCode, workbenchAddress, type VSCodeServer } from '../../../scripts/vscodeServer.mjs';

type Settings = Record<string, unknown>;

const quiet: Settings = {
  'security.workspace.trust.enabled': false,
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.tips.enabled': false,
  'chat.commandCenter.enabled': false,
  'editor.wordWrap': 'on',
  'editor.minimap.enabled': false,
  'window.confirmBeforeClose': 'never',
  // The server would search for ports every two seconds by starting programs from the extension host; a desktop editor does not.
  'remote.autoForwardPorts': false,
  'git.enabled': false,
};

export class Workbench {
  private constructor(
    readonly page: Page,
    private readonly browser: Browser,
    private readonly server: VSCodeServer,
    private readonly workspace: string,
  ) {}

  /**
   * Opens `file` of the samples; undefined: none, as after an installation. @param texts further files of the folder @param language of the
   * display. Without a language pack the editor's own texts stay English; extensions get the language and are shown in it. @param env of the
   * extension host
   */
  static async open(
    file: string | undefined,
    changes: Settings = {},
    texts: Record<string, string> = {},
    language?: string,
    env: Record<string, string> = {},
  ): Promise<Workbench> {
    const main = process.env['UNROLL_VSCODE'];
    if (!main) throw new Error('No VS Code is named; run these tests by "npm test -- e2e".');
    const workspace = mkdtempSync(join(tmpdir(), 'unroll-workspace-'));
    cpSync('samples', workspace, { recursive: true });
    for (const [name, text] of Object.entries(texts)) {
      mkdirSync(dirname(join(workspace, name)), { recursive: true });
      writeFileSync(join(workspace, name), text);
    }
    const server = await startVSCode(main, { settings: { ...quiet, ...changes }, installed: resolve('.'), env });
    const browser = await connectBrowser();
    // Whatever moves is drawn sixty times a second, without a graphics card.
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
    const page = await context.newPage();
    // A long limit does not slow passing tests down. On a busy machine a training with low priority takes minutes instead of seconds.
    page.setDefaultTimeout(150_000);
    if (language !== undefined)
      await page.addInitScript(wanted => {
        Object.defineProperty(globalThis, '_VSCODE_NLS_LANGUAGE', { get: () => wanted, set: () => undefined });
      }, language);
    const workbench = new Workbench(page, browser, server, workspace);
    await page.goto(
      workbenchAddress(server, { workspace, ...(file === undefined ? {} : { file: join(workspace, file) }) }),
    );
    if (file !== undefined) {
      await workbench.tab(file).waitFor();
      await page.locator('.monaco-editor .view-line').first().waitFor();
    }
    // The palette lists the commands known when it is opened; the extension's view appears when its manifest has been read.
    await page.locator('.activitybar [aria-label*="Unroll"]').first().waitFor();
    return workbench;
  }

  /** Reloads the window, with its open tabs. */
  async reload(): Promise<void> {
    const address = workbenchAddress(this.server, { workspace: this.workspace });
    // Chromium forgets what a private window has stored once no page has had it open for two seconds, and a page takes longer to come.
    const holder = await this.page.context().newPage();
    await holder.goto(new URL('/version', address).href);
    await holder.evaluate(holdStorage);
    await this.page.goto(address);
    await this.page.locator('.activitybar [aria-label*="Unroll"]').first().waitFor();
    await holder.close();
  }

  /** Waits until the browser's storage contains each of the words: it is written every few seconds. */
  async untilRemembered(...words: string[]): Promise<void> {
    await this.page.waitForFunction(storageHas, words, { polling: 500 });
  }

  /** Waits until the folder of a model has the file. */
  async untilStored(file: string): Promise<void> {
    const storage = join(this.server.data, 'data', 'User', 'globalStorage');
    while (globSync(storage, new RegExp(`^${file}$`)).length === 0) await this.page.waitForTimeout(200);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.server.stop();
    rmSync(this.workspace, { recursive: true, force: true });
  }

  /** Runs a command by the command palette and keys. */
  async runCommand(title: string): Promise<void> {
    await this.pick(`>${title}`, title);
  }

  /** @param line the beginning of the line in the list */
  async openByName(typed: string, line: string): Promise<void> {
    await this.pick(typed, line);
  }

  async quickOpen(file: string): Promise<void> {
    await this.openByName(file, file);
    // The tab is active before the editor shows the file; keys pressed in between go to the previous text.
    await this.page.locator(`.editor-instance .monaco-editor.focused[data-uri$="/${file}"]`).first().waitFor();
  }

  /** The editor with the focus. */
  private get focusedText(): Locator {
    return this.page.locator('.editor-instance .monaco-editor.focused').first();
  }

  /** Focuses the text. A palette or a notification returns the focus late, and keys pressed before that are lost. */
  async focusText(): Promise<void> {
    for (let attempt = 0; attempt < 10 && !(await this.focusedText.isVisible()); attempt++) {
      await this.page.keyboard.press('Control+1');
      await this.page.waitForTimeout(200);
    }
    await this.focusedText.waitFor();
  }

  /** Moves the cursor with keys and waits until the status bar shows the position. */
  async moveCursor(keys: readonly string[], line: number, column: number): Promise<void> {
    await this.focusText();
    for (const key of keys) await this.page.keyboard.press(key);
    await this.statusItem(new RegExp(`^\\s*Ln ${line}, Col ${column}\\s*$`)).waitFor();
  }

  /** Chooses a theme from the editor's list. */
  async chooseTheme(label: string): Promise<void> {
    await this.runCommand('Preferences: Color Theme');
    await this.choose(label, label);
  }

  private async pick(typed: string, row: string): Promise<void> {
    const input = this.quickPick.locator('input').first();
    const line = this.quickPick.locator(`.monaco-list-row[aria-label^=${JSON.stringify(row)}]`).first();
    const patience = { timeout: 5000 };
    // An earlier palette may still be visible.
    await input.waitFor({ state: 'hidden' });
    // A webview that takes the focus late closes the palette.
    for (let attempt = 0; attempt < 5 && !(await line.isVisible()); attempt++) {
      if (!(await input.isVisible())) await this.page.keyboard.press('F1');
      await input.fill(typed, patience).catch(() => undefined);
      await line.waitFor(patience).catch(() => undefined);
    }
    await this.pickRow(row);
  }

  /** Types a filter into the open list and chooses a line. */
  async choose(typed: string, row: string): Promise<void> {
    await this.quickPick.locator('input').first().fill(typed);
    await this.pickRow(row);
  }

  /**
   * Waits until the list no longer changes. While it filters and reuses its rows, Enter and clicks choose another line than the visible
   * one.
   */
  private async listAtRest(): Promise<void> {
    const rows = this.quickPick.locator('.monaco-list-row');
    const look = (): Promise<string> =>
      rows.evaluateAll(all =>
        all.map(row => `${row.getAttribute('class') ?? ''} ${row.getAttribute('aria-label') ?? ''}`).join('\n'),
      );
    let before = await look();
    for (let same = 0; same < 3;) {
      await this.page.waitForTimeout(50);
      const now = await look();
      same = now === before ? same + 1 : 0;
      before = now;
    }
  }

  /** The quick pick or input box. */
  get quickPick(): Locator {
    return this.page.locator('.quick-input-widget').first();
  }

  quickPickTitle(title: string): Locator {
    return this.quickPick.locator('.quick-input-title', { hasText: title });
  }

  /**
   * Moves to the line of the list with this beginning, and chooses it. No key is pressed before the list is visible, and after each key it waits
   * until the focused line changes. If it does not change, the focus is elsewhere, and a click into the list's input returns it.
   */
  async pickRow(beginning: string): Promise<void> {
    const { keyboard } = this.page;
    const focused = this.quickPick.locator('.monaco-list-row.focused');
    const label = async (): Promise<string> => (await focused.getAttribute('aria-label')) ?? '';
    await this.quickPick
      .locator(`.monaco-list-row[aria-label^=${JSON.stringify(beginning)}]`)
      .first()
      .waitFor();
    await this.listAtRest();
    for (let presses = 0; !(await label()).startsWith(beginning); presses++) {
      if (presses === 40) throw new Error(`No line begins with "${beginning}"; the last one was "${await label()}".`);
      const before = await label();
      await keyboard.press('ArrowDown');
      for (let looks = 0; looks < 20 && (await label()) === before; looks++) await this.page.waitForTimeout(50);
      if ((await label()) === before) await this.quickPick.locator('input[type="text"]').first().click();
    }
    await keyboard.press('Enter');
  }

  /** Clicks on the line of the list with the text. */
  async clickRow(text: string): Promise<void> {
    const row = this.quickPick.locator('.monaco-list-row', { hasText: text }).first();
    await row.waitFor();
    await this.listAtRest();
    await row.click();
  }

  /**
   * Chooses a file in the editor's own dialog. The dialog reads the folder first and updates its list late: until it marks
   * the file, Enter would choose another one.
   */
  async chooseFile(path: string): Promise<void> {
    const input = this.quickPick.locator('input').first();
    const marked = this.quickPick.locator('.monaco-list-row.focused', { hasText: basename(path) });
    await this.quickPick.locator('.monaco-list-row').first().waitFor();
    for (let attempt = 0; attempt < 20 && !(await marked.isVisible()); attempt++) {
      await input.fill(path);
      await marked.waitFor({ timeout: 3000 }).catch(() => input.fill(dirname(path)));
    }
    await marked.waitFor();
    await this.page.keyboard.press('Enter');
    await this.quickPick.waitFor({ state: 'hidden' });
  }

  /**
   * Chooses a line of the menu that a right click opens. An element that is redrawn at that time opens no menu, and a menu ignores clicks in its first
   * moment, so it is repeated until `effect` is visible. A late menu covers the element, which then gets no click.
   */
  async chooseFromMenu(of: Locator, line: string, effect: Locator): Promise<void> {
    const menu = this.page.locator('.context-view .monaco-menu').first();
    const item = this.page.locator('.context-view .action-item', { hasText: line }).first();
    for (let attempt = 0; attempt < 10 && !(await item.isVisible()); attempt++) {
      await of.click({ button: 'right', timeout: 2000 }).catch(() => undefined);
      await item.waitFor({ timeout: 5000 }).catch(() => undefined);
      // A menu that was opened before the editor read the extensions' contributions lacks the line.
      const isIncomplete = (await menu.isVisible()) && !(await item.isVisible());
      if (isIncomplete) await this.page.keyboard.press('Escape');
    }
    for (let attempt = 0; attempt < 10 && !(await effect.isVisible()); attempt++) {
      await item.click({ timeout: 2000 }).catch(() => undefined);
      await effect.waitFor({ timeout: 5000 }).catch(() => undefined);
    }
    await effect.waitFor();
  }

  /** The same with keys, for the focused element. */
  async chooseFromMenuByKeys(line: string): Promise<void> {
    const { keyboard } = this.page;
    const item = this.page.locator('.context-view .action-item', { hasText: line }).first();
    for (let attempt = 0; attempt < 10 && !(await item.isVisible()); attempt++) {
      await keyboard.press('Shift+F10');
      await item.waitFor({ timeout: 3000 }).catch(() => undefined);
    }
    const focused = this.page.locator('.context-view .action-item.focused', { hasText: line });
    for (let presses = 0; presses < 40 && !(await focused.isVisible()); presses++) await keyboard.press('ArrowDown');
    await focused.waitFor();
    await keyboard.press('Enter');
    await item.waitFor({ state: 'hidden' });
  }

  /** Presses Tab until a control of the open page has the focus. */
  async tabTo(control: Locator): Promise<void> {
    await control.waitFor();
    const hasIt = (): Promise<boolean> => control.evaluate(node => node === document.activeElement);
    for (let presses = 0; presses < 60 && !(await hasIt()); presses++) await this.page.keyboard.press('Tab');
    if (!(await hasIt())) throw new Error(`Tab does not reach ${String(control)}.`);
  }

  /** Opens the Models view and returns its lines. */
  async openModels(): Promise<Locator> {
    const lines = this.page.locator('.pane-body .monaco-list-row');
    const view = this.page.locator('.composite.title', { hasText: 'Unroll' }).first();
    if (!(await view.isVisible())) await this.page.locator('.activitybar [aria-label*="Unroll"]').first().click();
    await view.waitFor();
    return lines;
  }

  /** The notifications at the lower right. */
  get notifications(): Locator {
    return this.page.locator('.notifications-toasts .notification-list-item');
  }

  notification(text: string | RegExp): Locator {
    return this.notifications.filter({ hasText: text }).first();
  }

  async clearNotifications(): Promise<void> {
    await this.runCommand('Notifications: Clear All Notifications');
    await this.notifications.first().waitFor({ state: 'hidden' });
  }

  tab(title: string | RegExp): Locator {
    return this.page.locator('.tabs-container .tab', { hasText: title }).first();
  }

  statusItem(text: string | RegExp): Locator {
    return this.page.locator('.statusbar-item', { hasText: text }).first();
  }

  /** The page of the training panel, which is inside two frames. */
  get panel(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
  }

  /** Reads "Epoch 3.2 of 20 · step 1,160" of a running training or "20 epochs · 1,160 steps" of one that has ended. */
  async shownStep(): Promise<number> {
    const text = await this.panel.locator('.progress-text').innerText();
    const found = /step ([\d,]+)|([\d,]+) steps/.exec(text);
    if (!found) throw new Error(`No step is shown: ${text}`);
    return Number((found[1] ?? found[2] ?? '').replaceAll(',', ''));
  }

  get ghostText(): Locator {
    return this.page.locator('.ghost-text, .ghost-text-decoration');
  }

  /** Line and column of the cursor, as the status bar shows them. */
  async cursor(): Promise<string> {
    return this.statusItem(/Ln \d+, Col \d+/).innerText();
  }

  /** Accepts the ghost text with Tab and waits until the cursor moves: the next ghost text may appear before the last disappears. */
  async takeGhostText(): Promise<void> {
    const before = await this.cursor();
    await this.page.keyboard.press('Tab');
    await this.page
      .locator('.statusbar-item', { hasText: /Ln \d+, Col \d+/, hasNotText: new RegExp(`${before.trim()}\\s*$`) })
      .first()
      .waitFor();
  }

  /** The visible lines of the text editor from top to bottom, without ghost text. */
  async lines(): Promise<string> {
    const shown = await this.page
      .locator('.editor-instance .monaco-editor .view-lines')
      .first()
      .locator('.view-line')
      .evaluateAll(lines =>
        lines
          .map(line => {
            const written = line.cloneNode(true) as HTMLElement;
            for (const ghost of written.querySelectorAll('.ghost-text, .ghost-text-decoration')) ghost.remove();
            return { top: Number.parseFloat((line as HTMLElement).style.top), text: written.textContent };
          })
          .sort((a, b) => a.top - b.top)
          .map(({ text }) => text),
      );
    return shown.join('\n').replaceAll('\u00a0', ' ');
  }

  /** The saved text of a file in the folder. */
  saved(file: string): string {
    return readFileSync(join(this.workspace, file), 'utf8');
  }

  async screenshot(name: string): Promise<void> {
    await this.page.screenshot({ path: `out/screenshots/workbench-${name}.png` });
  }
}
