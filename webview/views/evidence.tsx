/** What a finding rests on: numbers beside their thresholds, and the modes that it names. */
import type { VNode } from 'preact';
import type { Finding, NamedMode, RuleId } from '../../src/protocol/index.ts';
import { count, number, percent, point } from '../data/format.ts';
import { measurementName } from '../prose.ts';
import { words } from '../texts.ts';

const nonBreaking = '\u00a0';
/** Modes listed at most; the table of modes has all. */
const mostModes = 8;

interface NamedModesProps {
  readonly rule: RuleId;
  readonly modes: readonly NamedMode[];
}

export function NamedModes({ rule, modes }: NamedModesProps): VNode | null {
  if (modes.length === 0) return null;
  return (
    <>
      <table class="evidence">
        <thead>
          <tr>
            <th scope="col">{rule === 'mode-dropping' ? words.missingModes : words.heldModes}</th>
            <th scope="col">{words.ofData}</th>
            <th scope="col">{words.ofSamples}</th>
          </tr>
        </thead>
        <tbody>
          {modes.slice(0, mostModes).map(({ mode, prototype, label, realShare, generatedShare }) => (
            <tr key={mode}>
              <th scope="row">
                {label === undefined ? words.mode(count(mode + 1)) : words.classOf(label)}
                {prototype.length > 0 && prototype.length <= 4
                  ? ` ${point(prototype).replaceAll(' ', nonBreaking)}`
                  : ''}
              </th>
              <td>{percent(realShare)}</td>
              <td>{percent(generatedShare)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {modes.length > mostModes ? <p class="dim">{words.more(count(modes.length - mostModes))}</p> : null}
    </>
  );
}

export function Evidence({ finding: { evidence } }: { readonly finding: Finding }): VNode | null {
  if (evidence.measurements.length === 0) return null;
  return (
    <table class="evidence">
      <thead>
        <tr>
          <th scope="col">{words.evidence}</th>
          <th scope="col">{words.measured}</th>
          <th scope="col">{words.threshold}</th>
        </tr>
      </thead>
      <tbody>
        {evidence.measurements.map(({ name, value, threshold }) => (
          <tr key={name}>
            <th scope="row">{capital(measurementName(name))}</th>
            <td>{number(value)}</td>
            <td>{threshold === undefined ? words.noValue : number(threshold)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Names of tags are left as they are. */
export function sentence(text: string, tag: string | undefined): string {
  return words.sentence(tag !== undefined && text.startsWith(tag) ? text : capital(text));
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
