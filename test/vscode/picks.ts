/** The lists the extension shows, and the person's choices: a list waits for nobody while these tests run. */
import * as vscode from 'vscode';

export interface Pick {
  placeHolder: string;
  labels: string[];
}

type Items = readonly (string | vscode.QuickPickItem)[];

export class Picks {
  readonly all: Pick[] = [];
  private readonly original = vscode.window.showQuickPick;

  /** @param answers beginnings of the labels to take, one a list; without one a list is closed */
  constructor(private readonly answers: string[]) {
    Object.assign(vscode.window, {
      showQuickPick: async (given: Thenable<Items> | Items, options?: vscode.QuickPickOptions) => {
        const items = await given;
        const labels = items.map(item => (typeof item === 'string' ? item : item.label));
        this.all.push({ placeHolder: options?.placeHolder ?? '', labels });
        const answer = this.answers.shift();
        if (answer === undefined) return undefined;
        const taken = items[labels.findIndex(label => label.startsWith(answer))];
        return options?.canPickMany ? [taken] : taken;
      },
    });
  }

  dispose(): void {
    Object.assign(vscode.window, { showQuickPick: this.original });
  }
}
