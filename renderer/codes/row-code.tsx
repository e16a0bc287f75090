/**
 * The code of a row with its countdown and next code, and the button that reveals it. Runs in the page.
 * The rule: a hidden code is neither drawn nor spoken, and the next one is as hidden as it is.
 */
import { Eye, EyeOff } from 'lucide-react';
import type { ReactElement } from 'react';
import type { AccountView } from '../../electron/ipc/contract.ts';
import { fullName } from '../account-name.ts';
import { groupCode, spokenCode } from '../code-text.ts';
import { Countdown } from '../components/countdown.tsx';
import { IconButton } from '../components/icon-button.tsx';
import { t } from '../locales/text.ts';
import { usePage } from '../page-context.ts';
import { concealCode, revealCode, useIsCodeShown, useIsRevealed } from '../shown-codes.ts';
import { useCode, useSecondsLeft } from '../use-code.ts';
import { useIsPainted } from './after-paint.ts';

/** The code and its countdown; the code is kept current while this is there. */
export function RowCode({ account }: { readonly account: AccountView }): ReactElement {
  const code = useCode(account.id, account.periodSeconds);
  const isShown = useIsCodeShown(account.id);
  const isPainted = useIsPainted();
  return (
    <span className="row-live">
      <span className="row-code">
        <CodeText account={account} code={code?.code ?? null} isShown={isShown} isPainted={isPainted} />
        {code && isShown && <NextCode nextCode={code.nextCode} validUntilMs={code.validUntilMs} />}
      </span>
      {account.periodSeconds !== null && (
        <RowCountdown
          periodSeconds={account.periodSeconds}
          validUntilMs={code?.validUntilMs ?? null}
          isPainted={isPainted}
        />
      )}
    </span>
  );
}

export interface RevealButtonProps {
  readonly account: AccountView;
  readonly tabIndex: number;
}

/** Nothing while codes are not hidden. */
export function RevealButton({ account, tabIndex }: RevealButtonProps): ReactElement | null {
  const { hideCodes } = usePage().settings;
  const isShown = useIsRevealed(account.id);
  if (!hideCodes) return null;
  const name = fullName(account);
  return (
    <IconButton
      className="row-reveal"
      label={t(isShown ? 'codes.concealFor' : 'codes.revealFor', { name })}
      icon={isShown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
      tabIndex={tabIndex}
      onClick={() => (isShown ? concealCode : revealCode)(account.id)}
    />
  );
}

interface CodeTextProps {
  readonly account: AccountView;
  readonly code: string | null;
  readonly isShown: boolean;
  /** Until then a place for a code that is not known yet is enough, and nothing is said of it. */
  readonly isPainted: boolean;
}

function CodeText({ account, code, isShown, isPainted }: CodeTextProps): ReactElement {
  if (code !== null && isShown)
    return (
      <>
        <span className="code" aria-hidden="true">
          {groupCode(code).map((group, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: groups are places, and a place keeps its element.
            <span key={index}>{group}</span>
          ))}
        </span>
        <span className="for-screen-reader">{t('codes.code', { spoken: spokenCode(code) })}</span>
      </>
    );
  const why = code === null ? isPainted && 'codes.codeHidden' : 'codes.codeConcealed';
  return (
    <>
      <span className="code code-missing" aria-hidden="true">
        {groupCode('•'.repeat(account.digits)).join(' ')}
      </span>
      {why && <span className="for-screen-reader">{t(why)}</span>}
    </>
  );
}

interface NextCodeProps {
  readonly nextCode: string | null;
  readonly validUntilMs: number | null;
}

function NextCode({ nextCode, validUntilMs }: NextCodeProps): ReactElement | null {
  const { settings } = usePage();
  const secondsLeft = useSecondsLeft(nextCode && settings.nextCodeSeconds > 0 ? validUntilMs : null);
  if (nextCode === null || secondsLeft === null || secondsLeft > settings.nextCodeSeconds) return null;
  return (
    <span className="next-code" aria-hidden="true">
      {t('codes.nextCode', { code: groupCode(nextCode).join(' ') })}
    </span>
  );
}

interface RowCountdownProps {
  readonly periodSeconds: number;
  readonly validUntilMs: number | null;
  readonly isPainted: boolean;
}

function RowCountdown({ periodSeconds, validUntilMs, isPainted }: RowCountdownProps): ReactElement {
  const secondsLeft = useSecondsLeft(validUntilMs);
  // The names and the code do not wait for its drawing.
  if (!isPainted) return <span className="countdown" aria-hidden />;
  return <Countdown secondsLeft={secondsLeft ?? 0} periodSeconds={periodSeconds} />;
}
