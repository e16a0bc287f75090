/** A button with a text. Apart from icon buttons, so that the unlock screen loads without their tooltips. Runs in the page. */
import type { ComponentProps, ReactElement, ReactNode } from 'react';

export interface ButtonProps extends ComponentProps<'button'> {
  readonly kind?: 'primary' | 'plain' | 'quiet' | 'danger';
  readonly icon?: ReactNode;
}

export function Button(props: ButtonProps): ReactElement {
  const { kind = 'plain', icon, className, children, ...rest } = props;
  return (
    <button
      type="button"
      {...rest}
      className={['button', `button-${kind}`, className].filter(Boolean).join(' ')}
    >
      {icon}
      {children !== undefined && <span className="button-text">{children}</span>}
    </button>
  );
}
