/**
 * A menu of choices that stay: in each group one is chosen, and the menu stays open while several are tried. Runs in the page.
 * The rule: what is chosen is marked for eyes and ears, and takes effect at once.
 */
import { Menu as Base } from '@base-ui/react/menu';
import { Check } from 'lucide-react';
import { type ReactElement, useCallback, useRef } from 'react';
import type { PickProps } from './choice.tsx';

export interface ChoiceMenuProps {
  /** The button that opens it; it brings its own name. */
  readonly trigger: ReactElement<{ readonly onClick?: () => void }>;
  readonly groups: readonly PickProps<string>[];
}

/** A group for `ChoiceMenu` that keeps the type of its values. */
export function choiceGroup<Value extends string>(group: PickProps<Value>): PickProps<string> {
  const { options, onChange } = group;
  return {
    ...group,
    onChange: (chosen) => {
      const option = options.find(({ value }) => value === chosen);
      if (option) onChange(option.value);
    },
  };
}

export function ChoiceMenu({ trigger, groups }: ChoiceMenuProps): ReactElement {
  // Drawn inside the trigger's landmark, where someone moving by landmarks finds it.
  const landmark = useRef<HTMLElement>(null);
  const findLandmark = useCallback((button: HTMLElement | null) => {
    landmark.current = button?.closest<HTMLElement>('main, header') ?? null;
  }, []);
  return (
    <Base.Root modal={false}>
      <Base.Trigger ref={findLandmark} render={trigger} />
      <Base.Portal container={landmark}>
        <Base.Positioner className="float-layer" sideOffset={6} align="end">
          <Base.Popup className="menu">
            {groups.map(({ label, options, value, onChange }) => (
              <Base.Group key={label} className="menu-group">
                <Base.GroupLabel className="menu-label">{label}</Base.GroupLabel>
                <Base.RadioGroup value={value} onValueChange={(chosen: string) => onChange(chosen)}>
                  {options.map((option) => (
                    <Base.RadioItem
                      key={option.value}
                      value={option.value}
                      label={option.label}
                      className="menu-item"
                    >
                      <span>{option.label}</span>
                      <Base.RadioItemIndicator className="menu-check">
                        <Check aria-hidden />
                      </Base.RadioItemIndicator>
                    </Base.RadioItem>
                  ))}
                </Base.RadioGroup>
              </Base.Group>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
