/**
 * A menu behind a button. Runs in the page.
 * The rule: every action of a menu is also what its item says; no action is hidden behind a right click alone.
 */
import { Menu as Base } from '@base-ui/react/menu';
import { type ReactElement, type ReactNode, useCallback, useRef } from 'react';

export interface MenuItem {
  readonly label: string;
  readonly icon?: ReactNode;
  readonly hint?: string;
  readonly isDangerous?: boolean;
  readonly onChoose: () => void;
}

export interface MenuProps {
  /** The button that opens it; it brings its own name. */
  readonly trigger: ReactElement<{ readonly onClick?: () => void }>;
  /** Groups of items, drawn with a line between. */
  readonly groups: readonly (readonly MenuItem[])[];
}

export function Menu({ trigger, groups }: MenuProps): ReactElement {
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
            {groups.map((items, index) => (
              <Base.Group key={items[0]?.label ?? index} className="menu-group">
                {items.map((item) => (
                  <Base.Item
                    key={item.label}
                    label={item.label}
                    className={item.isDangerous ? 'menu-item menu-item-danger' : 'menu-item'}
                    onClick={item.onChoose}
                  >
                    {item.icon}
                    <span>{item.label}</span>
                    {item.hint && <span className="menu-hint">{item.hint}</span>}
                  </Base.Item>
                ))}
              </Base.Group>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
