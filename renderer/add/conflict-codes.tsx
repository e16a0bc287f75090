/**
 * The code that the vault makes now beside the one that a found account would make: for telling which is the right key.
 * Runs in the page. The rule: both codes come from the vault process; nothing here knows a key.
 */
import { type ReactElement, type ReactNode, useMemo } from 'react';
import type { Candidate } from '../../electron/ipc/contract.ts';
import { authenticator } from '../authenticator.ts';
import { groupCode, spokenCode } from '../code-text.ts';
import { LiveCodes } from '../live-codes.ts';
import { t } from '../locales/text.ts';
import { PageProvider, usePage } from '../page-context.ts';
import { useCode } from '../use-code.ts';

/** Within it, ids of the review's candidates and of accounts both have live codes. */
export function ReviewCodes(props: {
  readonly reviewId: string;
  readonly children: ReactNode;
}): ReactElement {
  const { reviewId, children } = props;
  const page = usePage();
  const { clock, ticker, report } = page;
  const liveCodes = useMemo(() => {
    const ask = async (ids: readonly string[]) => {
      const [found, existing] = await Promise.all([
        authenticator.accounts.reviewCodes({ reviewId, candidateIds: [...ids] }),
        authenticator.codes.at({ ids: [...ids] }),
      ]);
      if (!found.ok || !existing.ok) return found.ok ? existing : found;
      return { ok: true, value: [...found.value, ...existing.value] } as const;
    };
    // The review may be gone a moment before its codes are asked for the last time.
    return new LiveCodes(ask, clock, ticker, (code) => code !== 'review-missing' && report(code));
  }, [reviewId, clock, ticker, report]);
  const value = useMemo(() => ({ ...page, liveCodes }), [page, liveCodes]);
  return <PageProvider value={value}>{children}</PageProvider>;
}

export interface ConflictCodesProps {
  readonly candidate: Candidate;
  readonly existingId: string;
}

export function ConflictCodes({ candidate, existingId }: ConflictCodesProps): ReactElement {
  const { id, periodSeconds, counter } = candidate;
  return (
    <div className="conflict-codes">
      <OneCode label={t('review.codeInVault')} id={existingId} periodSeconds={periodSeconds} counter={null} />
      <OneCode label={t('review.codeFound')} id={id} periodSeconds={periodSeconds} counter={counter} />
    </div>
  );
}

interface OneCodeProps {
  readonly label: string;
  readonly id: string;
  readonly periodSeconds: number | null;
  readonly counter: number | null;
}

function OneCode({ label, id, periodSeconds, counter }: OneCodeProps): ReactElement {
  const code = useCode(id, periodSeconds)?.code ?? null;
  return (
    <div className="conflict-code">
      <span className="small quiet">{label}</span>
      <span className="conflict-code-value">
        {code === null ? (
          <NoCode counter={counter} />
        ) : (
          <>
            <span aria-hidden>{groupCode(code).join(' ')}</span>
            <span className="for-screen-reader">{spokenCode(code)}</span>
          </>
        )}
      </span>
    </div>
  );
}

/** A counter's code is used up by being shown, so there is none to compare. */
function NoCode({ counter }: { readonly counter: number | null }): ReactElement {
  return (
    <span className="small">
      {counter === null ? t('review.noCode') : t('review.counterAt', { counter })}
    </span>
  );
}
