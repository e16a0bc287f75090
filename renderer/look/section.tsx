/** A component's part of the look page, and one of its states there. Runs in the look page. */
import type { ReactElement, ReactNode } from 'react';
import { t } from '../locales/text.ts';

export const THEMES = [
  { value: 'system', label: t('settings.themeSystem') },
  { value: 'light', label: t('settings.themeLight') },
  { value: 'dark', label: t('settings.themeDark') },
] as const;

export interface SectionProps {
  readonly name: string;
  readonly children: ReactNode;
}

export function Section({ name, children }: SectionProps): ReactElement {
  return (
    <section aria-label={name}>
      <h2>{name}</h2>
      <div className="look-states">{children}</div>
    </section>
  );
}

export interface StateProps extends SectionProps {
  /** For what takes all the width that it is given. */
  readonly isWide?: boolean;
}

export function State({ name, isWide = false, children }: StateProps): ReactElement {
  return (
    <div className="look-state" data-wide={isWide || undefined}>
      <span className="quiet small">{name}</span>
      {children}
    </div>
  );
}
