/**
 * One account's code, digit by digit and as big as the window lets it be. Runs in the mini window's page.
 * The rule: the code is spoken digit by digit and a new one is said; the countdown is not part of it.
 */
import { ArrowRight, Copy, X } from 'lucide-react';
import { type CSSProperties, type ReactElement, useState } from 'react';
import type { AccountView } from '../../electron/ipc/contract.ts';
import { fullName } from '../account-name.ts';
import { authenticator } from '../authenticator.ts';
import { groupCode, spokenCode } from '../code-text.ts';
import { Button } from '../components/button.tsx';
import { Countdown } from '../components/countdown.tsx';
import { copyCode } from '../copy-code.ts';
import { t } from '../locales/text.ts';
import { usePage } from '../page-context.ts';
import { hoverCode, useIsCodeShown } from '../shown-codes.ts';
import { useCode, useSecondsLeft } from '../use-code.ts';
import { DigitPlaces } from './digit-places.tsx';
import { useMarkedPlace } from './marked-place.ts';
import { RevealToggle, useRevealKey } from './reveal-toggle.tsx';

export interface BigCodeProps {
  readonly account: AccountView;
  readonly onClose: () => void;
}

export function BigCode({ account, onClose }: BigCodeProps): ReactElement {
  const page = usePage();
  const view = useCode(account.id, account.periodSeconds);
  const secondsLeft = useSecondsLeft(view?.validUntilMs ?? null);
  const isShown = useIsCodeShown(account.id);
  useRevealKey(account.id);
  const known = view?.code ?? null;
  const code = isShown ? known : null;
  const [place, setPlace] = useMarkedPlace(code?.length ?? 0);
  /** What was done with a code is said as long as that code stands there. */
  const [done, setDone] = useState<{ readonly code: string; readonly text: string } | null>(null);

  const isSaid = done !== null && done.code === known;

  const next = async () => {
    const result = await authenticator.codes.next({ id: account.id });
    if (result.ok) page.liveCodes.put(result.value);
    else page.report(result.code);
  };
  const copy = async () => {
    if (!view?.code) return account.type === 'hotp' ? next() : undefined;
    const text = await copyCode(view, page);
    if (text !== null) setDone({ code: view.code, text });
  };

  const nextShown =
    isShown && view?.nextCode && secondsLeft !== null && secondsLeft <= page.settings.nextCodeSeconds
      ? view.nextCode
      : null;
  const places = code ?? '•'.repeat(account.digits);
  return (
    <main
      className="mini"
      aria-label={t('mini.title')}
      style={{ '--places': places.length, '--gaps': groupCode(places).length - 1 } as CSSProperties}
    >
      <header className="mini-head">
        <h1 className="mini-names">
          <bdi className="mini-issuer">{account.issuer || account.accountName || t('codes.unnamed')}</bdi>
          {account.issuer && account.accountName && <bdi className="mini-account">{account.accountName}</bdi>}
        </h1>
        <RevealToggle account={account} />
        <button type="button" className="icon-button" aria-label={t('action.close')} onClick={onClose}>
          <X aria-hidden />
        </button>
      </header>
      <div
        className="mini-code"
        onPointerEnter={({ pointerType }) => pointerType === 'mouse' && hoverCode(account.id)}
        onPointerLeave={() => hoverCode(null)}
      >
        <DigitPlaces text={places} isCode={code !== null} marked={place} onMark={setPlace} />
        <p className="for-screen-reader" role="status">
          {known !== null && !isShown ? t('codes.codeConcealed') : spoken(account, code, view !== undefined)}
        </p>
        <p className="for-screen-reader" role="status">
          {place !== null && code && t('mini.digit', { place: place + 1, digit: code[place] ?? '' })}
        </p>
        {account.periodSeconds !== null && (
          <Countdown secondsLeft={secondsLeft ?? 0} periodSeconds={account.periodSeconds} isBig />
        )}
      </div>
      <footer className="mini-foot" data-said={isSaid || undefined}>
        <p className="mini-hint" role="status">
          {isSaid ? done?.text : <Hint nextCode={nextShown} type={account.type} />}
        </p>
        {account.type === 'hotp' && (
          // A key that is held would count up until it is let go.
          <button
            type="button"
            className="icon-button"
            aria-label={t('codes.counterNext')}
            title={t('codes.counterNext')}
            onClick={() => void next()}
            onKeyDown={(event) => event.repeat && event.preventDefault()}
          >
            <ArrowRight aria-hidden />
          </button>
        )}
        <Button
          kind="primary"
          icon={<Copy aria-hidden />}
          autoFocus
          aria-label={t('codes.copyCode')}
          onClick={() => void copy()}
        >
          {t('mini.copy')}
        </Button>
      </footer>
    </main>
  );
}

/** For the eye: the next code is no part of what is said of this one. A counter's button needs the room. */
function Hint({
  nextCode,
  type,
}: { readonly nextCode: string | null } & Pick<AccountView, 'type'>): ReactElement | null {
  if (nextCode !== null) {
    return <span aria-hidden="true">{t('codes.nextCode', { code: groupCode(nextCode).join(' ') })}</span>;
  }
  return type === 'hotp' ? null : <span className="mini-keys">{t('mini.keys')}</span>;
}

function spoken(account: AccountView, code: string | null, isKnown: boolean): string {
  if (code !== null) return `${fullName(account)}: ${t('codes.code', { spoken: spokenCode(code) })}`;
  if (!isKnown) return '';
  return account.type === 'hotp' ? t('codes.codeHidden') : t('mini.noCode');
}
