/** What is worth a look in the vault, the gravest first, each with its answer. Runs in the page. Nothing is asked of the network. */
import { type ReactElement, useEffect, useState } from 'react';
import type { AccountView, HealthFinding, HealthKind } from '../../electron/ipc/contract.ts';
import { fullName } from '../account-name.ts';
import { authenticator } from '../authenticator.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { Notice } from '../components/notice.tsx';
import { t } from '../locales/text.ts';
import { usePage } from '../page-context.ts';

/** Names shown of a finding that is about many. */
const NAMES_MAX = 6;

export interface HealthActions {
  readonly openSettings: () => void;
  readonly backUp: () => void;
  /** Side by side with those that it may be the same as. */
  readonly compare: (account: AccountView) => void;
  readonly edit: (account: AccountView) => void;
  readonly check: (account: AccountView) => void;
  readonly noteRecoveryCodes: (account: AccountView) => void;
}

export interface HealthDialogProps {
  readonly accounts: readonly AccountView[];
  readonly actions: HealthActions;
  readonly onClose: () => void;
}

export function HealthDialog({ accounts, actions, onClose }: HealthDialogProps): ReactElement {
  const page = usePage();
  const [findings, setFindings] = useState<readonly HealthFinding[] | null>(null);
  useEffect(() => {
    void authenticator.checks.health().then((result) => {
      if (result.ok) setFindings(result.value);
      else page.report(result.code);
    });
  }, [page]);

  return (
    <Dialog
      open
      onClose={onClose}
      title={t('health.title')}
      description={t('health.lead')}
      actions={
        <Button kind="primary" onClick={onClose}>
          {t('action.done')}
        </Button>
      }
    >
      <div className="stack" aria-busy={findings === null}>
        {findings?.length === 0 && <Notice kind="good">{t('health.fine')}</Notice>}
        <ul className="health">
          {findings?.map((finding) => (
            <Finding
              key={`${finding.kind} ${finding.ids[0] ?? ''}`}
              finding={finding}
              accounts={accounts.filter(({ id }) => finding.ids.includes(id))}
              actions={actions}
            />
          ))}
        </ul>
      </div>
    </Dialog>
  );
}

interface FindingProps {
  readonly finding: HealthFinding;
  readonly accounts: readonly AccountView[];
  readonly actions: HealthActions;
}

function Finding({ finding: { kind }, accounts, actions }: FindingProps): ReactElement {
  const more = accounts.length - NAMES_MAX;
  const answer = answerOf(kind, accounts[0], actions);
  return (
    <li className="health-finding">
      <h3>{t(`health.kind.${kind}`, { count: accounts.length })}</h3>
      <p className="quiet small">{t(`health.why.${kind}`)}</p>
      {accounts.length > 0 && (
        <p className="small health-names">
          {accounts
            .slice(0, NAMES_MAX)
            .map((account) => fullName(account))
            .join(' · ')}
          {more > 0 && ` · ${t('health.more', { count: more })}`}
        </p>
      )}
      {answer && <Button onClick={answer}>{t(`health.answer.${kind}`)}</Button>}
    </li>
  );
}

/** The one click that leads to the cure; for several accounts it leads to the first. */
function answerOf(
  kind: HealthKind,
  account: AccountView | undefined,
  actions: HealthActions,
): (() => void) | null {
  if (kind === 'one-key') return actions.openSettings;
  if (kind === 'not-backed-up') return actions.backUp;
  if (!account) return null;
  if (kind === 'same-name' || kind === 'same-secret') return () => actions.compare(account);
  if (kind === 'never-verified') return () => actions.check(account);
  if (kind === 'no-recovery-codes') return () => actions.noteRecoveryCodes(account);
  return () => actions.edit(account);
}
