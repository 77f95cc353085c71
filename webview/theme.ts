/** Colours for canvases, read from the style sheet, which takes them from VS Code's theme. */
import type { Severity } from '../src/protocol/index.ts';

export interface Theme {
  readonly real: string;
  readonly generated: string;
  /** For lines that are neither. */
  readonly others: readonly string[];
  readonly text: string;
  readonly faint: string;
  readonly grid: string;
  readonly background: string;
  readonly focus: string;
  readonly severity: Readonly<Record<Severity, string>>;
  readonly font: string;
  readonly highContrast: boolean;
}

export function readTheme(): Theme {
  const style = getComputedStyle(document.body);
  const of = (name: string): string => style.getPropertyValue(name).trim();
  return {
    real: of('--real'),
    generated: of('--generated'),
    others: [1, 2, 3, 4, 5, 6].map((n) => of(`--other-${n}`)),
    text: of('--text'),
    faint: of('--faint'),
    grid: of('--grid'),
    background: of('--background'),
    focus: of('--focus'),
    severity: { error: of('--error'), warning: of('--warning'), information: of('--information'), hint: of('--hint') },
    font: `11px ${style.fontFamily}`,
    highContrast: /high-contrast/.test(document.body.className),
  };
}

/** Calls `changed` when VS Code changes the theme: it rewrites the variables and the body's class. */
export function watchTheme(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style', 'class'] });
  observer.observe(document.body, { attributes: true, attributeFilter: ['class'] });
  return () => observer.disconnect();
}
