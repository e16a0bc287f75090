/**
 * Short messages at the window's foot, with at most one action. Runs in the page.
 * The rule: nothing that must be answered, and nothing secret, is said in a toast.
 */
import { Toast } from '@base-ui/react/toast';
import { X } from 'lucide-react';
import type { ReactElement } from 'react';
import { pageDirection, t } from '../locales/text.ts';
import { IconButton } from './icon-button.tsx';

const toasts = Toast.createToastManager();
/** The last message of each topic. A message said again must come to the front, which one updated in place does not. */
const lastOfTopic = new Map<string, string>();

export interface ToastAction {
  readonly label: string;
  readonly run: () => void;
}

export interface ToastOptions {
  readonly kind?: 'plain' | 'good' | 'bad';
  readonly action?: ToastAction;
  /** Messages of one topic replace each other. */
  readonly topic?: string;
}

const SHOWN_MS = 4000;
const SHOWN_WITH_ACTION_MS = 10_000;

/** Shows a message, which screen readers speak when they are done with what they are saying. */
export function say(text: string, { kind = 'plain', action, topic }: ToastOptions = {}): void {
  const before = topic ? lastOfTopic.get(topic) : undefined;
  if (before !== undefined) toasts.close(before);
  const id = toasts.add({
    title: text,
    type: kind,
    timeout: action || kind === 'bad' ? SHOWN_WITH_ACTION_MS : SHOWN_MS,
    ...(action
      ? {
          actionProps: {
            children: action.label,
            onClick: () => {
              toasts.close(id);
              action.run();
            },
          },
        }
      : {}),
  });
  if (topic) lastOfTopic.set(topic, id);
}

export function Toasts(): ReactElement {
  return (
    <Toast.Provider toastManager={toasts} limit={3}>
      <Toast.Portal>
        <Toast.Viewport className="toasts" aria-label={t('app.messages')}>
          <ToastStack />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function ToastStack(): readonly ReactElement[] {
  return Toast.useToastManager().toasts.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      className="toast"
      swipeDirection={['down', pageDirection() === 'rtl' ? 'left' : 'right']}
    >
      <Toast.Content className="toast-content">
        <Toast.Title className="toast-text" />
        {toast.actionProps && <Toast.Action className="toast-action" />}
        <Toast.Close
          render={<IconButton className="toast-close" label={t('action.dismiss')} icon={<X aria-hidden />} />}
        />
      </Toast.Content>
    </Toast.Root>
  ));
}
