/**
 * A dialog over the page: title, what it is about, content that scrolls, actions that stay in view.
 * Runs in the page. The rule: Escape and the close button always lead out, and focus goes back where it was.
 */
import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import {
  createContext,
  type ReactElement,
  type ReactNode,
  type RefObject,
  useContext,
  useEffect,
  useLayoutEffect,
  useRef,
} from 'react';
import { t } from '../locales/text.ts';
import { IconButton } from './icon-button.tsx';
import { useLostFocus } from './lost-focus.ts';
import { useShutOut } from './shut-out.ts';

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
  const frame = useContext(Frame);
  if (frame) return <FramedContent {...props} frame={frame} />;
  return (
    <DialogWindow open={props.open} onClose={props.onClose} size={props.size ?? 'narrow'}>
      <Content {...props} />
    </DialogWindow>
  );
}

export interface DialogFrameProps {
  readonly size: 'narrow' | 'wide';
  /** One `Dialog`, or another in its place. */
  readonly children: ReactNode;
}

/**
 * An open dialog that stays while its content becomes another one: what a search shows, then what it found. Making the
 * window costs more than most of what stands in it, and cannot be done in slices.
 */
export function DialogFrame({ size, children }: DialogFrameProps): ReactElement {
  const close = useRef(() => {});
  const popup = useRef<HTMLDivElement>(null);
  const frame = useRef<FrameParts>({ close, popup }).current;
  return (
    <DialogWindow open size={size} onClose={() => close.current()} popup={popup}>
      <Frame value={frame}>{children}</Frame>
    </DialogWindow>
  );
}

interface FrameParts {
  /** What closing means to the content that is shown. */
  readonly close: RefObject<() => void>;
  readonly popup: RefObject<HTMLDivElement | null>;
}

/** By then a dialog that closes has given the focus back. */
const FOCUS_SETTLES_MS = 50;

const Frame = createContext<FrameParts | null>(null);

function FramedContent({ frame, ...props }: DialogProps & { readonly frame: FrameParts }): ReactElement {
  const { close, popup } = frame;
  useLayoutEffect(() => {
    close.current = props.onClose;
  });
  useEffect(() => {
    // The content that had the focus is gone, or a dialog that closes for this one gives it to what lies behind both.
    const takeFocus = () => {
      const focused = document.activeElement;
      const isElsewhere = focused === popup.current || !focused?.closest('[role="dialog"]');
      if (isElsewhere) firstFocus(popup.current)?.focus();
    };
    takeFocus();
    const timer = setTimeout(takeFocus, FOCUS_SETTLES_MS);
    return () => clearTimeout(timer);
  }, [popup]);
  // A dialog opened from within this one is one of its own.
  return (
    <Frame value={null}>
      <Content {...props} />
    </Frame>
  );
}

interface DialogWindowProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly size: 'narrow' | 'wide';
  readonly popup?: RefObject<HTMLDivElement | null>;
  readonly children: ReactNode;
}

function DialogWindow({ open, onClose, size, popup: given, children }: DialogWindowProps): ReactElement {
  const own = useRef<HTMLDivElement>(null);
  const popup = given ?? own;
  useLostFocus({
    isOn: open,
    isOurs: (element) => popup.current?.contains(element) === true,
    // To the dialog itself, not to another button, which a held Enter would press.
    onLost: () => popup.current?.focus(),
  });
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
            {children}
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}

function Content({ open, title, description, children, actions, onSubmit }: DialogProps): ReactElement {
  const head = useRef<HTMLDivElement>(null);
  useShutOut(head, open);
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
    <>
      <div className="dialog-head" ref={head}>
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
    </>
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
