/** Small pictures in the current text colour, 16 units square. They say nothing that words beside them do not. */
import type { VNode } from 'preact';
import type { Severity } from '../src/protocol/index.ts';
import type { Health } from './data/health.ts';

const paths = {
  pause: 'M4 2.5h2.2v11H4zM9.8 2.5H12v11H9.8z',
  resume: 'M4 2.2v11.6L13.2 8z',
  step: 'M8 9.6a2.2 2.2 0 1 1 0 4.4 2.2 2.2 0 0 1 0-4.4zM12.8 2.6v4.9H7.9V6.3h2.7A4 4 0 0 0 4 8.4H2.8a5.2 5.2 0 0 1 8.8-3.1V2.6z',
  stop: 'M3 3h10v10H3z',
  restart: 'M8 2.2A5.8 5.8 0 0 0 3.2 4.7V2.5H2v4.3h4.3V5.6H4.1A4.6 4.6 0 1 1 3.5 9H2.3A5.8 5.8 0 1 0 8 2.2z',
  folder: 'M1.5 3h4.7l1.5 1.5h6.8v9h-13zm1.2 1.2v2h3.5l1-1-.9-1zm5.3 1.5L6.7 7.4h-4v4.9h10.6V5.7z',
  error:
    'M8 1.4a6.6 6.6 0 1 1 0 13.2A6.6 6.6 0 0 1 8 1.4zm0 1.2a5.4 5.4 0 1 0 0 10.8A5.4 5.4 0 0 0 8 2.6zm2.3 2.3.8.8L8.8 8l2.3 2.3-.8.8L8 8.8l-2.3 2.3-.8-.8L7.2 8 4.9 5.7l.8-.8L8 7.2z',
  warning: 'M8 1.3 15 14H1zm0 2.5L3 12.8h10zM7.4 6.6h1.2v3.4H7.4zm0 4.2h1.2V12H7.4z',
  information:
    'M8 1.4a6.6 6.6 0 1 1 0 13.2A6.6 6.6 0 0 1 8 1.4zm0 1.2a5.4 5.4 0 1 0 0 10.8A5.4 5.4 0 0 0 8 2.6zM7.4 7h1.2v4.3H7.4zm0-2.3h1.2v1.3H7.4z',
  hint: 'M8 1.3a4.5 4.5 0 0 1 2.6 8.2v2.2c0 .4-.3.7-.7.7H6.1a.7.7 0 0 1-.7-.7V9.5A4.5 4.5 0 0 1 8 1.3zm0 1.2a3.3 3.3 0 0 0-1.4 6.3v2.4h2.8V8.8A3.3 3.3 0 0 0 8 2.5zM6 13.4h4v1.1H6z',
  healthy:
    'M8 1.4a6.6 6.6 0 1 1 0 13.2A6.6 6.6 0 0 1 8 1.4zm0 1.2a5.4 5.4 0 1 0 0 10.8A5.4 5.4 0 0 0 8 2.6zm3 3.1.8.8-4.6 4.7-2.5-2.5.8-.8 1.7 1.6z',
  clock:
    'M8 1.4a6.6 6.6 0 1 1 0 13.2A6.6 6.6 0 0 1 8 1.4zm0 1.2a5.4 5.4 0 1 0 0 10.8A5.4 5.4 0 0 0 8 2.6zm-.6 1.8h1.2v3.3l2.4 1.6-.7 1-2.9-2z',
  whole:
    'M2 2h4v1.2H3.2V6H2zm8 0h4v4h-1.2V3.2H10zM2 10h1.2v2.8H6V14H2zm10.8 0H14v4h-4v-1.2h2.8zM5.5 5.5h5v5h-5zm1.2 1.2v2.6h2.6V6.7z',
  close: 'M8 7.2 12.1 3l.9.9L8.8 8l4.2 4.1-.9.9L8 8.8 3.9 13l-.9-.9L7.2 8 3 3.9l.9-.9z',
  open: 'M8 10.6 2.9 5.5l.8-.8L8 9l4.3-4.3.8.8z',
  closed: 'M10.6 8 5.5 13.1l-.8-.8L9 8 4.7 3.7l.8-.8z',
  back: 'M7.2 2.6 8.1 3.4 4.1 7.4H14v1.2H4.1l4 4-.9.8L1.8 8z',
  latest: 'M3 2.6v10.8L10.6 8zM11.2 2.6H13v10.8h-1.8z',
  chart: 'M1.5 2h1.2v10.8h11.8V14h-13zm2.7 7.6L7 5.9l2.4 1.9L13 3l1 .7-4.4 5.8-2.4-1.9-2 2.7z',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, kind }: { readonly name: IconName; readonly kind?: string }): VNode {
  return (
    <svg
      class={kind === undefined ? 'icon' : `icon ${kind}`}
      viewBox="0 0 16 16"
      width="16"
      height="16"
      aria-hidden="true"
    >
      <path fill-rule="evenodd" fill="currentColor" d={paths[name]} />
    </svg>
  );
}

const healthIcons: Readonly<Record<Health, IconName>> = {
  failing: 'error',
  warning: 'warning',
  notice: 'information',
  healthy: 'healthy',
  early: 'clock',
  unclear: 'clock',
};

export function HealthIcon({ health }: { readonly health: Health }): VNode {
  return <Icon name={healthIcons[health]} kind={`health-${health}`} />;
}

export function SeverityIcon({ severity }: { readonly severity: Severity }): VNode {
  return <Icon name={severity} kind={`severity-${severity}`} />;
}
