/** "View" in the toolbar: how the list is sorted and how much room a row takes. Runs in the page. Both are settings. */
import { ArrowDownUp } from 'lucide-react';
import type { ReactElement } from 'react';
import type { Settings } from '../../electron/ipc/contract.ts';
import { ChoiceMenu, choiceGroup } from '../components/choice-menu.tsx';
import { IconButton } from '../components/icon-button.tsx';
import { t } from '../locales/text.ts';
import { usePage } from '../page-context.ts';

/** The contract's picklists, in the order in which they are offered. */
const SORTS = ['issuer', 'name', 'use', 'recent', 'own'] as const;
const DENSITIES = ['comfortable', 'compact', 'big'] as const;

export function ViewMenu(): ReactElement {
  const { settings, changeSettings } = usePage();
  return (
    <ChoiceMenu
      trigger={<IconButton label={t('order.view')} icon={<ArrowDownUp aria-hidden />} />}
      groups={[
        choiceGroup<Settings['sort']>({
          label: t('order.sortBy'),
          options: SORTS.map((value) => ({ value, label: t(`order.sort.${value}`) })),
          value: settings.sort,
          onChange: (sort) => changeSettings({ sort }),
        }),
        choiceGroup<Settings['density']>({
          label: t('order.density'),
          options: DENSITIES.map((value) => ({ value, label: t(`order.densities.${value}`) })),
          value: settings.density,
          onChange: (density) => changeSettings({ density }),
        }),
      ]}
    />
  );
}
