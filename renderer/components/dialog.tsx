/**
 * A dialog over the page: title, what it is about, content that scrolls, actions that stay in view.
 * Runs in the page. The rule: Escape and the close button always lead out, and focus goes back where it was.
 */
import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import type { ReactElement, ReactNode, RefObject } from 'react';
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
  /** What gets the focus at first; the first field or button otherwise. */
  readonly firstFocus?: RefObject<HTMLElement | null>;
  /** Turns the dialog's body into a form that Enter submits. */
  readonly onSubmit?: () => void;
}

export function Dialog(props: DialogProps): ReactElement {
  const { open, onClose, title, description, children, actions, size = 'narrow', onSubmit } = props;
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
    <Base.Root open={open} onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="veil" />
        <Base.Viewport className="dialog-viewport">
          <Base.Popup
            className={`dialog dialog-${size}`}
            {...(props.firstFocus ? { initialFocus: props.firstFocus } : {})}
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
