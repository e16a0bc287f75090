/**
 * Right after adding: the current code, big, to give to the website. Runs in the page.
 * The rule: when few seconds are left, the next code is offered rather than one that is refused on arrival.
 */
import { Copy } from 'lucide-react';
import type { CSSProperties, ReactElement, ReactNode } from 'react';
import type { AccountView, Added, CodeView } from '../../electron/ipc/contract.ts';
import { fullName } from '../account-name.ts';
import { authenticator } from '../authenticator.ts';
import { groupCode, spokenCode } from '../code-text.ts';
import { Button } from '../components/button.tsx';
import { Countdown } from '../components/countdown.tsx';
import { Dialog } from '../components/dialog.tsx';
import { say } from '../components/toast.tsx';
import { copyCode } from '../copy-code.ts';
import { t } from '../locales/text.ts';
import { usePage } from '../page-context.ts';
import { useCode, useSecondsLeft } from '../use-code.ts';

export interface AddedDialogProps {
  readonly added: Added;
  /** The account when it is one; null for several. */
  readonly account: AccountView | null;
  readonly onClose: () => void;
  /** What can follow: a check of the codes, recovery codes. */
  readonly children?: ReactNode;
}

/** What was done, as one line of sentences. */
export function addedText({ addedIds, replacedIds, skippedCount }: Added): string {
  return [
    addedIds.length > 0 && t('added.titleMany', { count: addedIds.length }),
    replacedIds.length > 0 && t('added.replaced', { count: replacedIds.length }),
    skippedCount > 0 && t('added.skipped', { count: skippedCount }),
  ]
    .filter(Boolean)
    .join(' ');
}

export function AddedDialog({ added, account, onClose, children }: AddedDialogProps): ReactElement {
  return (
    <Dialog
      open
      onClose={onClose}
      title={account ? t('added.title', { name: fullName(account) }) : addedText(added)}
      description={account ? t('added.lead') : t('added.many')}
      actions={
        <Button kind="primary" onClick={onClose}>
          {t('action.done')}
        </Button>
      }
    >
      <div className="stack">
        {account && <BigCode account={account} />}
        {children}
      </div>
    </Dialog>
  );
}

const FEW_SECONDS = 5;

function BigCode({ account }: { readonly account: AccountView }): ReactElement {
  const page = usePage();
  const code = useCode(account.id, account.periodSeconds);
  const secondsLeft = useSecondsLeft(code?.validUntilMs ?? null);

  const copy = async (view: CodeView) => {
    const done = await copyCode(view, page);
    if (done !== null) say(done, { kind: 'good', topic: 'copied' });
  };
  const makeNext = async () => {
    const result = await authenticator.codes.next({ id: account.id });
    if (!result.ok) return page.report(result.code);
    page.liveCodes.put(result.value);
  };

  const current = code?.code ?? null;
  if (current === null) {
    return account.type === 'hotp' ? (
      <Button kind="plain" onClick={() => void makeNext()}>
        {t('codes.counterNext')}
      </Button>
    ) : (
      <p aria-busy="true" />
    );
  }
  const nextCode = code?.nextCode ?? null;
  const isShort = secondsLeft !== null && secondsLeft <= FEW_SECONDS && nextCode !== null;
  // The letters of Steam's codes are wider than digits.
  const width = current.length * (account.type === 'steam' ? 0.95 : 0.7);
  return (
    <div className="big-code" style={{ '--code-width': width } as CSSProperties}>
      <div className="big-code-line">
        <span className="code code-big" aria-hidden="true">
          {groupCode(current).map((group, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: groups are places, and a place keeps its element.
            <span key={index}>{group}</span>
          ))}
        </span>
        <span className="for-screen-reader">{t('codes.code', { spoken: spokenCode(current) })}</span>
        {secondsLeft !== null && account.periodSeconds !== null && (
          <Countdown isBig secondsLeft={secondsLeft} periodSeconds={account.periodSeconds} />
        )}
      </div>
      <p className={isShort ? 'big-code-next big-code-few' : 'big-code-next'} aria-hidden="true">
        {nextCode !== null &&
          (isShort
            ? t('added.fewSeconds', { seconds: secondsLeft, code: groupCode(nextCode).join(' ') })
            : t('added.next', { code: groupCode(nextCode).join(' ') }))}
      </p>
      {nextCode !== null && (
        <span className="for-screen-reader">
          {t('codes.nextCodeSpoken', { spoken: spokenCode(nextCode) })}
        </span>
      )}
      <Button icon={<Copy aria-hidden />} onClick={() => code && void copy(code)}>
        {t('added.copy')}
      </Button>
    </div>
  );
}
