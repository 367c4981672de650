/** The lists the extension shows, and the person's choices: a list waits for nobody while these tests run. */
import * as vscode from 'vscode';

export interface Pick {
  placeHolder: string;
  labels: string[];
}

export class Picks {
  readonly all: Pick[] = [];
  private readonly original = vscode.window.showQuickPick;

  /** @param answers beginnings of the labels to take, one a list; without one a list is closed */
  constructor(private readonly answers: string[]) {
    Object.assign(vscode.window, {
      showQuickPick: (items: readonly (string | vscode.QuickPickItem)[], options?: vscode.QuickPickOptions) => {
        const labels = items.map(item => (typeof item === 'string' ? item : item.label));
        this.all.push({ placeHolder: options?.placeHolder ?? '', labels });
        const answer = this.answers.shift();
        return Promise.resolve(answer === undefined ? undefined : items[labels.findIndex(l => l.startsWith(answer))]);
      },
    });
  }

  dispose(): void {
    Object.assign(vscode.window, { showQuickPick: this.original });
  }
}
