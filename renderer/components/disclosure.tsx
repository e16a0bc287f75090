/** Content behind a "More" button. Runs in the page. */
import { ChevronDown } from 'lucide-react';
import { type ReactElement, type ReactNode, useState } from 'react';
import { t } from '../locales/text.ts';

export function Disclosure({ children }: { readonly children: ReactNode }): ReactElement {
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="stack">
      <button
        type="button"
        className="disclosure"
        data-open={isOpen || undefined}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <ChevronDown aria-hidden />
        {isOpen ? t('field.less') : t('field.more')}
      </button>
      {isOpen && children}
    </div>
  );
}
