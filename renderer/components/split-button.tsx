/**
 * A button for what is wanted most, joined to a menu of its variants. Runs in the page.
 * The rule: the button alone does the usual thing; the menu never holds the only way to anything else.
 */
import { ChevronDown } from 'lucide-react';
import type { ReactElement } from 'react';
import { Button, type ButtonProps } from './button.tsx';
import { IconButton } from './icon-button.tsx';
import { Menu, type MenuItem } from './menu.tsx';

export interface SplitButtonProps extends ButtonProps {
  readonly menuLabel: string;
  readonly groups: readonly (readonly MenuItem[])[];
}

export function SplitButton({ menuLabel, groups, className, ...button }: SplitButtonProps): ReactElement {
  return (
    <div className={['split-button', className].filter(Boolean).join(' ')}>
      <Button {...button} />
      <Menu
        trigger={<IconButton className="split-more" label={menuLabel} icon={<ChevronDown aria-hidden />} />}
        groups={groups}
      />
    </div>
  );
}
