/**
 * A button that shows an icon only. Runs in the page.
 * The rule: it takes `label`, which is its accessible name and its tooltip.
 */
import { Tooltip } from '@base-ui/react/tooltip';
import {
  type ComponentProps,
  cloneElement,
  type ReactElement,
  type ReactNode,
  useDeferredValue,
} from 'react';

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  readonly label: string;
  readonly icon: ReactNode;
}

export function IconButton({ label, icon, className, ...rest }: IconButtonProps): ReactElement {
  const classes = ['icon-button', className].filter(Boolean).join(' ');
  const button = <button type="button" aria-label={label} {...rest} className={classes} />;
  // A screen shows its buttons at once; the tooltips follow right after.
  const isWhole = useDeferredValue(true, false);
  if (!isWhole) return cloneElement(button, {}, icon);
  return (
    <Tooltip.Root>
      <Tooltip.Trigger render={button}>{icon}</Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Positioner sideOffset={6} className="float-layer">
          <Tooltip.Popup className="tooltip">{label}</Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
