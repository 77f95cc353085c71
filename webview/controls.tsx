/**
 * The page's controls. The only module that knows @vscode/webview-ui-toolkit, which is no longer developed: another
 * library would be put in here. What the toolkit lacks (a slider) is the browser's own, styled alike.
 */
import {
  provideVSCodeDesignSystem,
  vsCodeBadge,
  vsCodeButton,
  vsCodeCheckbox,
  vsCodeDivider,
  vsCodeProgressRing,
} from '@vscode/webview-ui-toolkit';
import { createElement, type ComponentChildren, type VNode } from 'preact';
import { Icon, type IconName } from './icons.tsx';

/** Makes the toolkit's elements known to the browser. Once, before anything is rendered. */
export function registerControls(): void {
  provideVSCodeDesignSystem().register(
    vsCodeBadge(),
    vsCodeButton(),
    vsCodeCheckbox(),
    vsCodeDivider(),
    vsCodeProgressRing(),
  );
}

/** One of the toolkit's elements, which JSX does not know. */
function element(tag: string, attributes: object, children?: ComponentChildren): VNode {
  return createElement<object>(tag, attributes, children);
}

interface IconButtonProps {
  readonly icon: IconName;
  /** What it does: its name for screen readers, and its tooltip. */
  readonly label: string;
  readonly onPress: () => void;
}

export function IconButton({ icon, label, onPress }: IconButtonProps): VNode {
  return element(
    'vscode-button',
    { appearance: 'icon', 'aria-label': label, title: label, onClick: onPress },
    <Icon name={icon} />,
  );
}

export function TextButton({ label, onPress }: { readonly label: string; readonly onPress: () => void }): VNode {
  return element('vscode-button', { appearance: 'secondary', onClick: onPress }, label);
}

interface CheckboxProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

export function Checkbox({ label, checked, onChange }: CheckboxProps): VNode {
  return element(
    'vscode-checkbox',
    {
      checked,
      onChange: (event: Event) => {
        const { target } = event;
        if (target instanceof HTMLElement && 'checked' in target) onChange(target.checked === true);
      },
    },
    label,
  );
}

export function Badge({ children }: { readonly children: ComponentChildren }): VNode {
  return element('vscode-badge', {}, children);
}

export function Divider(): VNode {
  return element('vscode-divider', { role: 'presentation' });
}

/** Something is awaited. Stands still for people who asked for less motion. */
export function Waiting(): VNode {
  return matchMedia('(prefers-reduced-motion: reduce)').matches ? (
    <Icon name="clock" kind="waiting" />
  ) : (
    element('vscode-progress-ring', { 'aria-hidden': 'true' })
  );
}

interface SliderProps {
  readonly label: string;
  readonly value: number;
  readonly highest: number;
  /** The value in words. */
  readonly text: string;
  readonly onChange: (value: number) => void;
}

export function Slider({ label, value, highest, text, onChange }: SliderProps): VNode {
  return (
    <label class="slider">
      <span>{label}</span>
      <input
        type="range"
        min={0}
        max={highest}
        value={value}
        aria-valuetext={text}
        onInput={(event) => onChange(event.currentTarget.valueAsNumber)}
      />
      <output>{text}</output>
    </label>
  );
}
