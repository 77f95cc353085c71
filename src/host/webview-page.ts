/** What every webview of ours is made of: the one page, its script and its styles. */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import * as vscode from 'vscode';
import { pageHtml } from './panel-page.ts';

/** Scripts run, and nothing is loaded but what comes with the extension. */
export function webviewOptions(extension: vscode.Uri): vscode.WebviewOptions {
  return {
    enableScripts: true,
    localResourceRoots: [vscode.Uri.joinPath(extension, 'dist'), vscode.Uri.joinPath(extension, 'media')],
  };
}

export function webviewHtml(webview: vscode.Webview, extension: vscode.Uri): string {
  const dist = (name: string): vscode.Uri => vscode.Uri.joinPath(extension, 'dist', name);
  const style = dist('webview.css');
  return pageHtml({
    language: vscode.env.language,
    script: webview.asWebviewUri(dist('webview.js')).toString(),
    style: existsSync(style.fsPath) ? webview.asWebviewUri(style).toString() : undefined,
    source: webview.cspSource,
    nonce: randomBytes(16).toString('hex'),
  });
}
