/**
 * Choosing: a list that drops down, a switch, and a small set of options side by side. Runs in the page.
 * The rule: every control has a visible label that is also its name.
 */
import { Radio } from '@base-ui/react/radio';
import { RadioGroup } from '@base-ui/react/radio-group';
import { Select } from '@base-ui/react/select';
import { Switch } from '@base-ui/react/switch';
import { Check, ChevronDown } from 'lucide-react';
import { type CSSProperties, type ReactElement, type ReactNode, useCallback, useId, useRef } from 'react';

export interface Option<Value> {
  readonly value: Value;
  readonly label: string;
}

export interface PickProps<Value> {
  readonly label: string;
  readonly options: readonly Option<Value>[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

export function SelectField<Value extends string | number>(props: PickProps<Value>): ReactElement {
  const { label, options, value, onChange } = props;
  // Drawn inside the dialog that it belongs to, so that it is no part of what the dialog shuts out.
  const surroundings = useRef<HTMLElement>(null);
  const findSurroundings = useCallback((field: HTMLElement | null) => {
    surroundings.current = field?.closest<HTMLElement>('[role="dialog"], main') ?? null;
  }, []);
  return (
    <div className="field" ref={findSurroundings}>
      <Select.Root<Value>
        items={options.map((option) => ({ ...option }))}
        value={value}
        onValueChange={(next) => next !== null && onChange(next)}
      >
        <Select.Label className="field-label">{label}</Select.Label>
        <Select.Trigger className="select">
          <Select.Value />
          <Select.Icon className="select-icon">
            <ChevronDown aria-hidden />
          </Select.Icon>
        </Select.Trigger>
        <Select.Portal container={surroundings}>
          <Select.Positioner className="float-layer" alignItemWithTrigger={false} sideOffset={4}>
            <Select.Popup className="menu select-menu">
              {options.map((option) => (
                <Select.Item key={option.value} value={option.value} className="menu-item">
                  <Select.ItemText>{option.label}</Select.ItemText>
                  <Select.ItemIndicator className="menu-check">
                    <Check aria-hidden />
                  </Select.ItemIndicator>
                </Select.Item>
              ))}
            </Select.Popup>
          </Select.Positioner>
        </Select.Portal>
      </Select.Root>
    </div>
  );
}

/** A few options side by side, one of them chosen; all below each other where they do not fit in one line. */
export function OptionBar<Value extends string>(
  props: Omit<PickProps<Value>, 'value'> & { readonly value: Value | null },
): ReactElement {
  const id = useId();
  const letters = props.options.reduce((sum, { label }) => sum + label.length, 0);
  const size = { '--letters': letters, '--options': props.options.length } as CSSProperties;
  return (
    <div className="field">
      <span className="field-label" id={id}>
        {props.label}
      </span>
      <RadioGroup<Value | ''>
        aria-labelledby={id}
        className="option-bar"
        style={size}
        value={props.value ?? ''}
        onValueChange={(value) => value !== '' && props.onChange(value)}
      >
        {props.options.map((option) => (
          <Radio.Root key={option.value} value={option.value} className="option" aria-label={option.label}>
            {option.label}
          </Radio.Root>
        ))}
      </RadioGroup>
    </div>
  );
}

export interface SwitchRowProps {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

export function SwitchRow({ label, hint, checked, onChange }: SwitchRowProps): ReactElement {
  const id = useId();
  return (
    <div className="switch-row">
      <div>
        <div id={id}>{label}</div>
        {hint && (
          <div className="field-hint" id={`${id}-hint`}>
            {hint}
          </div>
        )}
      </div>
      <Switch.Root
        className="switch"
        aria-labelledby={id}
        aria-describedby={hint ? `${id}-hint` : undefined}
        checked={checked}
        onCheckedChange={onChange}
      >
        <Switch.Thumb className="switch-thumb" />
      </Switch.Root>
    </div>
  );
}
