/** The frame of every screen before the vault is open: the app's mark and one card. Runs in the page. */
import type { ReactElement, ReactNode } from 'react';

export interface StartFrameProps {
  readonly title: string;
  readonly lead?: string;
  readonly children?: ReactNode;
}

export function StartFrame({ title, lead, children }: StartFrameProps): ReactElement {
  return (
    <main className="start">
      <div className="start-card">
        <AppMark />
        <h1>{title}</h1>
        {lead && <p className="quiet">{lead}</p>}
        {children}
      </div>
    </main>
  );
}

/** Half of a minute's ring. */
function AppMark(): ReactElement {
  return (
    <svg className="app-mark" viewBox="0 0 48 48" aria-hidden="true">
      <rect width="48" height="48" rx="13" className="app-mark-ground" />
      <circle cx="24" cy="24" r="12" className="app-mark-track" />
      <path d="M24 12a12 12 0 0 1 0 24" className="app-mark-half" />
    </svg>
  );
}
