/** The panel's page before its script has run: nothing may load but that script, its styles and pictures of ours. */

export interface PageParts {
  /** As VS Code names it. */
  readonly language: string;
  readonly script: string;
  /** Absent where the page has no style sheet. */
  readonly style: string | undefined;
  /** What a webview may load from, as VS Code says it. */
  readonly source: string;
  /** Unguessable, new each time. */
  readonly nonce: string;
}

export function pageHtml({ language, script, style, source, nonce }: PageParts): string {
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${source} 'nonce-${nonce}'`,
    `img-src ${source} data: blob:`,
    `font-src ${source}`,
  ].join('; ');
  const link = style === undefined ? '' : `\n    <link rel="stylesheet" href="${style}">`;
  return `<!DOCTYPE html>
<html lang="${language}">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <meta name="viewport" content="width=device-width, initial-scale=1">${link}
    <title>Modescope</title>
  </head>
  <body>
    <div id="app"></div>
    <script nonce="${nonce}" src="${script}"></script>
  </body>
</html>
`;
}
