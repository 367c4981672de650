/** A real VS Code with the extension installed and a copy of the samples open in it; what a person sees and presses. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { chromium, type Browser, type FrameLocator, type Locator, type Page } from 'playwright-core';
import { globSync } from '../../../scripts/glob.mjs';
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
};

export class Workbench {
  private constructor(
    readonly page: Page,
    private readonly browser: Browser,
    private readonly server: VSCodeServer,
    private readonly workspace: string,
  ) {}

  /**
   * Opens `file` of the samples; undefined: none, as after an installation. @param texts further files of the folder @param language of the display. Without a language pack
   * the editor's own words stay English; extensions are told the language, and are read in it. @param env of the extension host
   */
  static async open(
    file: string | undefined,
    changes: Settings = {},
    texts: Record<string, string> = {},
    language?: string,
    env: Record<string, string> = {},
  ): Promise<Workbench> {
    const main = process.env['UNROLL_VSCODE'];
    const executablePath = process.env['UNROLL_CHROMIUM'];
    if (!main || !executablePath)
      throw new Error('No VS Code or browser is named; run these tests by "npm test -- e2e".');
    const workspace = mkdtempSync(join(tmpdir(), 'unroll-workspace-'));
    cpSync('samples', workspace, { recursive: true });
    for (const [name, text] of Object.entries(texts)) {
      mkdirSync(dirname(join(workspace, name)), { recursive: true });
      writeFileSync(join(workspace, name), text);
    }
    const server = await startVSCode(main, { settings: { ...quiet, ...changes }, installed: resolve('.'), env });
    const browser = await chromium.launch({
      executablePath,
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic'],
    });
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    // What is there at once is found at once. Where other work has the processor, a training that yields to it takes minutes over what takes seconds.
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
    // The palette lists what was there when it was opened: the extension's own view says that its manifest has been read.
    await page.locator('.activitybar [aria-label*="Unroll"]').first().waitFor();
    return workbench;
  }

  /** The folder anew, with the tabs that were open. */
  async reload(): Promise<void> {
    await this.page.goto(workbenchAddress(this.server, { workspace: this.workspace }));
    await this.page.locator('.activitybar [aria-label*="Unroll"]').first().waitFor();
  }

  /** Until each of the words is in what the browser has written of what it remembers: it does so every few seconds. */
  async untilRemembered(...words: string[]): Promise<void> {
    await this.page.waitForFunction(
      async wanted => {
        const request = <T>(asked: IDBRequest<T>): Promise<T> =>
          new Promise((accept, reject) => {
            asked.onsuccess = () => {
              accept(asked.result);
            };
            asked.onerror = () => {
              reject(new Error('The database cannot be read.'));
            };
          });
        let all = '';
        for (const { name = '' } of await indexedDB.databases()) {
          if (!name.startsWith('vscode-web-state-db-')) continue;
          const database = await request(indexedDB.open(name));
          all += JSON.stringify(await request(database.transaction('ItemTable').objectStore('ItemTable').getAll()));
          database.close();
        }
        return wanted.every(word => all.includes(word));
      },
      words,
      { polling: 500 },
    );
  }

  /** Until the folder of some model has such a file. */
  async untilStored(file: string): Promise<void> {
    const storage = join(this.server.data, 'data', 'User', 'globalStorage');
    while (globSync(storage, new RegExp(`^${file}$`)).length === 0) await this.page.waitForTimeout(200);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.server.stop();
    rmSync(this.workspace, { recursive: true, force: true });
  }

  /** By the command palette, with the keyboard. */
  async runCommand(title: string): Promise<void> {
    await this.pick(`>${title}`, title);
  }

  /** @param line how the line of the list begins */
  async openByName(typed: string, line: string): Promise<void> {
    await this.pick(typed, line);
  }

  async quickOpen(file: string): Promise<void> {
    await this.openByName(file, file);
    // The tab is active before the editor has changed over; keys pressed in between reach the text before.
    await this.page.locator(`.editor-instance .monaco-editor.focused[data-uri$="/${file}"]`).first().waitFor();
  }

  /** The text that the keyboard writes into. */
  private get focusedText(): Locator {
    return this.page.locator('.editor-instance .monaco-editor.focused').first();
  }

  /** Gives the keyboard to the text: a palette or a notification hands it back a moment late, and keys pressed before are lost. */
  async focusText(): Promise<void> {
    for (let attempt = 0; attempt < 10 && !(await this.focusedText.isVisible()); attempt++) {
      await this.page.keyboard.press('Control+1');
      await this.page.waitForTimeout(200);
    }
    await this.focusedText.waitFor();
  }

  /** Moves the cursor with the keyboard, until the status bar says that it is there. */
  async moveCursor(keys: readonly string[], line: number, column: number): Promise<void> {
    await this.focusText();
    for (const key of keys) await this.page.keyboard.press(key);
    await this.statusItem(new RegExp(`^\\s*Ln ${line}, Col ${column}\\s*$`)).waitFor();
  }

  /** By the editor's own list of themes. */
  async chooseTheme(label: string): Promise<void> {
    await this.runCommand('Preferences: Color Theme');
    await this.choose(label, label);
  }

  private async pick(typed: string, row: string): Promise<void> {
    const input = this.quickPick.locator('input').first();
    const line = this.quickPick.locator(`.monaco-list-row[aria-label^=${JSON.stringify(row)}]`).first();
    const patience = { timeout: 5000 };
    // An earlier one may still be fading out.
    await input.waitFor({ state: 'hidden' });
    // A webview that takes the focus a moment late closes the palette again.
    for (let attempt = 0; attempt < 5 && !(await line.isVisible()); attempt++) {
      if (!(await input.isVisible())) await this.page.keyboard.press('F1');
      await input.fill(typed, patience).catch(() => undefined);
      await line.waitFor(patience).catch(() => undefined);
    }
    await this.pickRow(row);
  }

  /** Types what narrows the list that is open, and takes a line of it. */
  async choose(typed: string, row: string): Promise<void> {
    await this.quickPick.locator('input').first().fill(typed);
    await this.pickRow(row);
  }

  /**
   * The list goes on filtering and reuses its rows: until it has come to rest, Enter takes another line than the one that is seen, and so does a
   * click.
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

  /** The list or box that asks for something. */
  get quickPick(): Locator {
    return this.page.locator('.quick-input-widget').first();
  }

  quickPickTitle(title: string): Locator {
    return this.quickPick.locator('.quick-input-title', { hasText: title });
  }

  /**
   * Moves to the line of the list that begins so, and takes it. No key is pressed before the list is there, and one counts once the list has
   * moved: what is read before is an old line. Where nothing moves, the keyboard is elsewhere; a person clicks into the list's input then.
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

  /** Clicks at the line of the list that has the text. */
  async clickRow(text: string): Promise<void> {
    const row = this.quickPick.locator('.monaco-list-row', { hasText: text }).first();
    await row.waitFor();
    await this.listAtRest();
    await row.click();
  }

  /**
   * Names a file in the editor's own dialog. The dialog reads the folder first and follows what is typed a moment late: until it marks
   * the file, Enter would take another one.
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
   * Takes a line of the menu that a right click opens. What is drawn anew just then opens none, and a menu takes no click in its first
   * moment: again, until `effect` is seen. A menu that comes late lies over what it is of, which then takes no click.
   */
  async chooseFromMenu(of: Locator, line: string, effect: Locator): Promise<void> {
    const menu = this.page.locator('.context-view .monaco-menu').first();
    const item = this.page.locator('.context-view .action-item', { hasText: line }).first();
    for (let attempt = 0; attempt < 10 && !(await item.isVisible()); attempt++) {
      await of.click({ button: 'right', timeout: 2000 }).catch(() => undefined);
      await item.waitFor({ timeout: 5000 }).catch(() => undefined);
      // One that was opened before the editor had read what extensions add to it stays without the line.
      const isIncomplete = (await menu.isVisible()) && !(await item.isVisible());
      if (isIncomplete) await this.page.keyboard.press('Escape');
    }
    for (let attempt = 0; attempt < 10 && !(await effect.isVisible()); attempt++) {
      await item.click({ timeout: 2000 }).catch(() => undefined);
      await effect.waitFor({ timeout: 5000 }).catch(() => undefined);
    }
    await effect.waitFor();
  }

  /** The same without the mouse: of what has the keyboard. */
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

  /** Tab by Tab to a control of the page that is open. */
  async tabTo(control: Locator): Promise<void> {
    await control.waitFor();
    const hasIt = (): Promise<boolean> => control.evaluate(node => node === document.activeElement);
    for (let presses = 0; presses < 60 && !(await hasIt()); presses++) await this.page.keyboard.press('Tab');
    if (!(await hasIt())) throw new Error(`Tab does not reach ${String(control)}.`);
  }

  /** The Models view, opened; its lines. */
  async openModels(): Promise<Locator> {
    const lines = this.page.locator('.pane-body .monaco-list-row');
    const view = this.page.locator('.composite.title', { hasText: 'Unroll' }).first();
    if (!(await view.isVisible())) await this.page.locator('.activitybar [aria-label*="Unroll"]').first().click();
    await view.waitFor();
    return lines;
  }

  /** What pops up at the lower right. */
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

  /** The page of the training panel, two frames deep. */
  get panel(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
  }

  /** "Epoch 3.2 of 20 · step 1,160" of a run under way, "20 epochs · 1,160 steps" of one that has ended. */
  async shownStep(): Promise<number> {
    const text = await this.panel.locator('.progress-text').innerText();
    const found = /step ([\d,]+)|([\d,]+) steps/.exec(text);
    if (!found) throw new Error(`No step is shown: ${text}`);
    return Number((found[1] ?? found[2] ?? '').replaceAll(',', ''));
  }

  get ghostText(): Locator {
    return this.page.locator('.ghost-text, .ghost-text-decoration');
  }

  /** Line and column of the cursor, as the status bar says them. */
  async cursor(): Promise<string> {
    return this.statusItem(/Ln \d+, Col \d+/).innerText();
  }

  /** Takes the ghost text over with Tab: the next may be there before the last is gone, so that only the cursor tells. */
  async takeGhostText(): Promise<void> {
    const before = await this.cursor();
    await this.page.keyboard.press('Tab');
    await this.page
      .locator('.statusbar-item', { hasText: /Ln \d+, Col \d+/, hasNotText: new RegExp(`${before.trim()}\\s*$`) })
      .first()
      .waitFor();
  }

  /** The lines of the text editor that can be seen, from top to bottom, without the ghost text. */
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

  /** The text of a file in the folder as it is saved. */
  saved(file: string): string {
    return readFileSync(join(this.workspace, file), 'utf8');
  }

  async screenshot(name: string): Promise<void> {
    await this.page.screenshot({ path: `out/screenshots/workbench-${name}.png` });
  }
}
