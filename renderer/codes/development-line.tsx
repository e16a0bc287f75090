/**
 * One line that says this is a development runtime, until it is dismissed. Runs in the page.
 * The rule: dismissing lasts as long as this page; Settings → About says it always.
 */
import { TriangleAlert, X } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { IconButton } from '../components/icon-button.tsx';
import { t } from '../locales/text.ts';

/** Outside the component, which comes and goes with the screen. */
let isDismissed = false;

export function DevelopmentLine(): ReactElement | null {
  const [isShown, setShown] = useState(!isDismissed);
  if (!isShown) return null;
  const dismiss = () => {
    isDismissed = true;
    setShown(false);
  };
  return (
    <div className="development-line" role="status">
      <TriangleAlert aria-hidden />
      <span>{t('app.developmentLine')}</span>
      <IconButton label={t('action.dismiss')} icon={<X aria-hidden />} onClick={dismiss} />
    </div>
  );
}
