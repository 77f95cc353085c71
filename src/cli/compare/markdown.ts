/** The report as Markdown. */
import type { Table } from '../../report/page.ts';
import type { Report } from './report.ts';

export function markdownOf(report: Report): string {
  return `${[
    `# ${report.title}`,
    ...report.lead,
    '## Measures',
    tableOf(report.table),
    '## Findings, by share of seeds',
    report.findings.length > 1 ? tableOf(report.findings) : 'No rule had anything to say.',
    '## How it was counted',
    report.rules.map((rule) => `- ${rule}`).join('\n'),
    '## Every seed',
    tableOf(report.seeds),
  ].join('\n\n')}\n`;
}

export function tableOf([head = [], ...rows]: Table): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), `|${head.map((_, i) => (i === 0 ? ' --- ' : ' ---: ')).join('|')}|`, ...rows.map(line)].join(
    '\n',
  );
}
