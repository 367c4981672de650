/** Records the extension's lists and answers them; they are not shown while these tests run. */
import * as vscode from 'vscode';

export interface Pick {
  placeHolder: string;
  labels: string[];
}

type Items = readonly (string | vscode.QuickPickItem)[];

export class Picks {
  readonly all: Pick[] = [];
  private readonly original = vscode.window.showQuickPick;

  /** @param answers the beginning of the label to choose in each list; lists beyond them are closed */
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
