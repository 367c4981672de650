/** The document of every page: the bundled script and style and the sentences in the editor's language. Nothing is loaded from the network. */
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { pageWords } from '../words';
import { panelHtml } from './html';

export const pageIcon = (extension: vscode.Uri): vscode.Uri => vscode.Uri.joinPath(extension, 'media', 'icon.svg');

export function pageOptions(extension: vscode.Uri): vscode.WebviewOptions {
  const folder = (name: string): vscode.Uri => vscode.Uri.joinPath(extension, name);
  return { enableScripts: true, localResourceRoots: [folder('dist'), folder('media')] };
}

export function pageDocument(extension: vscode.Uri, webview: vscode.Webview): string {
  const resource = (name: string): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(extension, 'dist', name)).toString();
  return panelHtml({
    script: resource('panel.js'),
    style: resource('panel.css'),
    cspSource: webview.cspSource,
    nonce: randomBytes(16).toString('base64url'),
    title: 'Unroll',
    ...pageWords(),
  });
}
