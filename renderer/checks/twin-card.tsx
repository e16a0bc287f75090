/** One of several accounts that may be the same: what tells it from the others, and its code. Runs in the page. */
import type { ReactElement } from 'react';
import type { AccountView } from '../../electron/ipc/contract.ts';
import { fullName } from '../account-name.ts';
import { ComparedCode } from '../compared-code.tsx';
import { Button } from '../components/button.tsx';
import { dayText, listText, t } from '../locales/text.ts';
import { parametersText } from '../parameters.tsx';

export interface TwinCardProps {
  readonly account: AccountView;
  /** Its place in the group, from 1: names are often the same. */
  readonly number: number;
  readonly onKeep: () => void;
  readonly onDelete: () => void;
}

export function TwinCard({ account, number, onKeep, onDelete }: TwinCardProps): ReactElement {
  const title = t('twins.account', { number });
  return (
    <section className="version" aria-label={title}>
      <h3 className="quiet small">{title}</h3>
      <p className="past-name">
        <bdi>{fullName(account)}</bdi>
      </p>
      <p className="quiet small">{parametersText(account)}</p>
      <ComparedCode account={account} name={title} />
      <dl className="twin-facts small">
        {factsOf(account).map(([name, value]) => (
          <div key={name}>
            <dt className="quiet">{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div className="twin-actions">
        <Button onClick={onKeep}>{t('twins.keep', { number })}</Button>
        <Button kind="quiet" className="twin-delete" onClick={onDelete}>
          {t('twins.delete', { number })}
        </Button>
      </div>
    </section>
  );
}

/** What is known of it, in words; what it does not have is left out, but for the three that decide. */
function factsOf(account: AccountView): readonly (readonly [name: string, value: string])[] {
  const { lastUsedAtMs, verifiedAtMs, createdAtMs, tags, note, recoveryCodesLeft } = account;
  const day = (atMs: number | null) => (atMs === null ? t('twins.never') : dayText(atMs));
  return [
    [t('twins.lastUsed'), day(lastUsedAtMs)],
    [t('twins.verified'), day(verifiedAtMs)],
    [t('twins.added'), dayText(createdAtMs)],
    ...(tags.length > 0 ? [[t('field.tags'), listText(tags)] as const] : []),
    ...(note === '' ? [] : [[t('field.note'), note] as const]),
    ...(recoveryCodesLeft === null
      ? []
      : [[t('twins.recoveryCodes'), t('codes.recoveryCodesLeft', { count: recoveryCodesLeft })] as const]),
  ];
}
