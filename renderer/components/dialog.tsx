/**
 * A dialog over the page: title, what it is about, content that scrolls, actions that stay in view.
 * Runs in the page. The rule: Escape and the close button always lead out, and focus goes back where it was.
 */
import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { type ReactElement, type ReactNode, useRef } from 'react';
import { t } from '../locales/text.ts';
import { IconButton } from './icon-button.tsx';

export interface DialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly description?: ReactNode;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  readonly size?: 'narrow' | 'wide';
  /** Turns the dialog's body into a form that Enter submits. */
  readonly onSubmit?: () => void;
}

export function Dialog(props: DialogProps): ReactElement {
  const { open, onClose, title, description, children, actions, size = 'narrow', onSubmit } = props;
  const popup = useRef<HTMLDivElement>(null);
  const body = (
    <>
      <div className="dialog-body">
        {description !== undefined && (
          <Base.Description className="dialog-description" render={<div />}>
            {description}
          </Base.Description>
        )}
        {children}
      </div>
      {actions !== undefined && <div className="dialog-actions">{actions}</div>}
    </>
  );
  return (
    <Base.Root open={open} disablePointerDismissal onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="veil" />
        <Base.Viewport className="dialog-viewport">
          <Base.Popup
            ref={popup}
            className={`dialog dialog-${size}`}
            initialFocus={() => firstFocus(popup.current)}
          >
            <div className="dialog-head">
              <Base.Title className="dialog-title">{title}</Base.Title>
              <Base.Close render={<IconButton label={t('action.close')} icon={<X aria-hidden />} />} />
            </div>
            {onSubmit ? (
              <form
                className="dialog-form"
                noValidate
                onSubmit={(event) => {
                  event.preventDefault();
                  onSubmit();
                }}
              >
                {body}
              </form>
            ) : (
              body
            )}
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}

const CONTROLS = '.field-input, .select, [role="checkbox"], [role="switch"], [role="radio"][tabindex="0"]';

/** The first control of the body, else the main action; never the close button. */
function firstFocus(popup: HTMLElement | null): HTMLElement | null {
  return (
    popup?.querySelector('.dialog-body')?.querySelector<HTMLElement>(CONTROLS) ??
    popup?.querySelector<HTMLElement>('.dialog-actions .button-primary') ??
    popup?.querySelector<HTMLElement>('.dialog-actions .button') ??
    popup
  );
}
