/** Records the extension's notifications and answers them; they are not shown while these tests run. */
import * as vscode from 'vscode';

export interface Message {
  kind: 'information' | 'warning' | 'error';
  text: string;
  choices: string[];
}

export class Messages {
  readonly all: Message[] = [];
  /** The button to choose if it is offered. */
  answer: string | undefined;
  private readonly original = {
    showInformationMessage: vscode.window.showInformationMessage,
    showWarningMessage: vscode.window.showWarningMessage,
    showErrorMessage: vscode.window.showErrorMessage,
  };

  constructor() {
    Object.assign(vscode.window, {
      showInformationMessage: this.listener('information'),
      showWarningMessage: this.listener('warning'),
      showErrorMessage: this.listener('error'),
    });
  }

  of(kind: Message['kind']): Message[] {
    return this.all.filter(message => message.kind === kind);
  }

  dispose(): void {
    Object.assign(vscode.window, this.original);
  }

  private listener(kind: Message['kind']) {
    return (text: string, ...rest: unknown[]): Promise<string | undefined> => {
      const choices = rest.filter(choice => typeof choice === 'string');
      this.all.push({ kind, text, choices });
      return Promise.resolve(choices.find(choice => choice === this.answer));
    };
  }
}
