/**
 * The page's controls. The only module that knows @vscode/webview-ui-toolkit, which is no longer developed: another
 * library would be put in here. What the toolkit lacks (a slider) is the browser's own, styled alike.
 */
import { provideVSCodeDesignSystem, vsCodeButton, vsCodeCheckbox } from '@vscode/webview-ui-toolkit';
import { createElement, type ComponentChildren, type VNode } from 'preact';
import { Icon, type IconName } from './icons.tsx';

/** Makes the toolkit's elements known to the browser. Once, before anything is rendered. */
export function registerControls(): void {
  provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeCheckbox());
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
  /** Keeps its place while it is not to be seen, so that nothing beside it moves. */
  readonly hidden?: boolean;
}

export function IconButton({ icon, label, onPress, hidden = false }: IconButtonProps): VNode {
  return element(
    'vscode-button',
    { appearance: 'icon', 'aria-label': label, title: label, onClick: onPress, class: hidden ? 'kept-place' : '' },
    <Icon name={icon} />,
  );
}

interface ButtonProps {
  readonly onPress: () => void;
  /** Not the one that most people want. */
  readonly secondary?: boolean;
  readonly children: ComponentChildren;
}

export function Button({ onPress, secondary = false, children }: ButtonProps): VNode {
  return element('vscode-button', { appearance: secondary ? 'secondary' : 'primary', onClick: onPress }, children);
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

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  /** What can be chosen, and its names. */
  readonly options: readonly (readonly [Value, string])[];
  readonly onChange: (value: Value) => void;
}

/** One of a few. The browser's own, as it is used by keyboard and read out everywhere. */
export function Choice<Value extends string>({ label, value, options, onChange }: ChoiceProps<Value>): VNode {
  return (
    <label class="choice">
      <span>{label}</span>
      <select
        value={value}
        onChange={(event) => {
          const chosen = options.find(([option]) => option === event.currentTarget.value);
          if (chosen !== undefined) onChange(chosen[0]);
        }}
      >
        {options.map(([option, name]) => (
          <option key={option} value={option}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Ours: the toolkit's badge has inline styles, which a strict content security policy forbids. */
export function Badge({ children }: { readonly children: ComponentChildren }): VNode {
  return <span class="badge">{children}</span>;
}

/** Something is awaited. Ours, for the same reason. */
export function Waiting(): VNode {
  return <div class="waiting" aria-hidden="true" />;
}

interface SliderProps {
  readonly label: string;
  /** Takes all of the width; its name is for screen readers alone. */
  readonly wide?: boolean;
  readonly value: number;
  readonly highest: number;
  /** The value in words. */
  readonly text: string;
  readonly onChange: (value: number) => void;
}

export function Slider({ label, wide = false, value, highest, text, onChange }: SliderProps): VNode {
  return (
    <label class={wide ? 'slider wide' : 'slider'}>
      <span class={wide ? 'unseen' : ''}>{label}</span>
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
