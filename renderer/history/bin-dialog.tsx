/**
 * The bin: deleted accounts, when they go for good, and the way back. Runs in the page.
 * The rule: emptying asks first, and everything done here can be undone.
 */
import { Checkbox } from '@base-ui/react/checkbox';
import { Check, Trash2 } from 'lucide-react';
import { type ReactElement, useCallback, useEffect, useState } from 'react';
import type { BinnedView, Changed, Result, Settings } from '../../electron/ipc/contract.ts';
import { fullName } from '../account-name.ts';
import { authenticator } from '../authenticator.ts';
import { Button } from '../components/button.tsx';
import { SelectField } from '../components/choice.tsx';
import { ConfirmDialog } from '../components/confirm-dialog.tsx';
import { Dialog } from '../components/dialog.tsx';
import { dayText, t } from '../locales/text.ts';
import { usePage } from '../page-context.ts';
import { sayUndoable } from '../undo.ts';

/** The contract's picklist, in the order in which it is offered. */
const DAYS = [7, 30, 90, 365, 0] as const;
const daysText = (days: number) => (days === 0 ? t('settings.never') : t('bin.days', { days }));

export interface BinDialogProps {
  /** The list of codes is another one now. */
  readonly onChanged: () => void;
  readonly onClose: () => void;
}

export function BinDialog({ onChanged, onClose }: BinDialogProps): ReactElement {
  const page = usePage();
  const { settings, changeSettings, report } = page;
  const [binned, setBinned] = useState<readonly BinnedView[] | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [isEmptying, setEmptying] = useState(false);

  const read = useCallback(async () => {
    const result = await authenticator.bin.list();
    if (!result.ok) return report(result.code);
    setBinned(result.value);
    setChosen(new Set());
  }, [report]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the time in the bin moves each account's last day.
  useEffect(() => void read(), [read, settings.emptyBinDays]);

  const change = async (ask: Promise<Result<Changed>>, text: string) => {
    const result = await ask;
    if (!result.ok) return report(result.code);
    const changed = () => {
      onChanged();
      void read();
    };
    changed();
    sayUndoable(text, result.value.undoId, page, changed);
  };
  const restore = (accounts: readonly BinnedView[]) => {
    const [first] = accounts;
    if (!first) return;
    const values = { count: accounts.length, name: fullName(first) };
    void change(authenticator.bin.restore({ ids: accounts.map(({ id }) => id) }), t('bin.restored', values));
  };
  const choose = (id: string, isChosen: boolean) =>
    setChosen(new Set(isChosen ? [...chosen, id] : [...chosen].filter((one) => one !== id)));

  if (!binned) return <Dialog open onClose={onClose} title={t('bin.title')} />;
  const wanted = binned.filter(({ id }) => chosen.has(id));
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('bin.title')}
      description={binned.length > 0 ? t('bin.lead') : undefined}
      actions={
        <>
          {binned.length > 0 && (
            <Button
              kind="quiet"
              className="dialog-aside"
              icon={<Trash2 aria-hidden />}
              onClick={() => setEmptying(true)}
            >
              {t('bin.empty')}
            </Button>
          )}
          <Button kind={wanted.length > 0 ? 'plain' : 'primary'} onClick={onClose}>
            {t('action.done')}
          </Button>
          {wanted.length > 0 && (
            <Button kind="primary" onClick={() => restore(wanted)}>
              {t('bin.restoreMany', { count: wanted.length })}
            </Button>
          )}
        </>
      }
    >
      <div className="stack">
        {binned.length === 0 ? (
          <p className="empty-note">
            <Trash2 aria-hidden />
            {t('bin.nothing')}
          </p>
        ) : (
          <ul className="past-list" aria-label={t('bin.listLabel')}>
            {binned.map((account) => (
              <BinRow
                key={account.id}
                account={account}
                isChosen={chosen.has(account.id)}
                onChoose={(isChosen) => choose(account.id, isChosen)}
                onRestore={() => restore([account])}
              />
            ))}
          </ul>
        )}
        <SelectField<Settings['emptyBinDays']>
          label={t('bin.keepFor')}
          options={DAYS.map((value) => ({ value, label: daysText(value) }))}
          value={settings.emptyBinDays}
          onChange={(emptyBinDays) => changeSettings({ emptyBinDays })}
        />
      </div>
      {isEmptying && (
        <ConfirmDialog
          title={t('bin.emptyTitle')}
          description={t('bin.emptyLead', { count: binned.length })}
          submit={t('bin.emptySubmit', { count: binned.length })}
          isDangerous
          run={() =>
            change(authenticator.bin.empty({ ids: null }), t('bin.emptied', { count: binned.length }))
          }
          onClose={() => setEmptying(false)}
        />
      )}
    </Dialog>
  );
}

interface BinRowProps {
  readonly account: BinnedView;
  readonly isChosen: boolean;
  readonly onChoose: (isChosen: boolean) => void;
  readonly onRestore: () => void;
}

function BinRow({ account, isChosen, onChoose, onRestore }: BinRowProps): ReactElement {
  const name = fullName(account);
  const { deletedAtMs, forgetAtMs } = account;
  return (
    <li className="past-row">
      <Checkbox.Root
        className="checkbox"
        aria-label={t('bin.choose', { name })}
        checked={isChosen}
        onCheckedChange={onChoose}
      >
        <Checkbox.Indicator className="checkbox-mark">
          <Check aria-hidden />
        </Checkbox.Indicator>
      </Checkbox.Root>
      <div className="past-text">
        <div className="past-name">{name}</div>
        <div className="quiet small">
          {t('bin.deletedOn', { day: dayText(deletedAtMs) })}
          {' · '}
          {forgetAtMs === null ? t('bin.stays') : t('bin.goesOn', { day: dayText(forgetAtMs) })}
        </div>
      </div>
      <Button kind="quiet" aria-label={t('bin.restoreOne', { name })} onClick={onRestore}>
        {t('bin.restore')}
      </Button>
    </li>
  );
}
