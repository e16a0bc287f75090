/** A sentence that stays in the page until its reason is gone: information, warning or failure. Runs in the page. */
import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';

export type NoticeKind = 'info' | 'good' | 'warn' | 'bad';

const ICONS = { info: Info, good: CircleCheck, warn: TriangleAlert, bad: CircleAlert } as const;

export interface NoticeProps {
  readonly kind: NoticeKind;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
}

export function Notice({ kind, children, actions }: NoticeProps): ReactElement {
  const Icon = ICONS[kind];
  return (
    <div className={`notice notice-${kind}`} role={kind === 'bad' ? 'alert' : 'status'}>
      <Icon aria-hidden className="notice-icon" />
      <div className="notice-text">{children}</div>
      {actions}
    </div>
  );
}
