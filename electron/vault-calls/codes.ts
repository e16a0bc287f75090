/**
 * `codes.*` of the contract: the codes of the rows that the page shows. Runs in the vault process.
 * The rule: only what was asked for is computed, and a counter is on the disk before its code is given.
 */
import type { CodeView, HandlersOf, vaultCalls } from '../ipc/contract.ts';
import { CodedError } from '../ipc/failure.ts';
import type { Account } from '../otp/account.ts';
import { codeAt, validUntilMs } from '../otp/code.ts';
import { hasItsPin } from '../otp/pin-code.ts';
import { accountOf, accountsOf } from '../vault/vault.ts';
import type { UseSaving } from './use-saving.ts';
import type { VaultHolder } from './vault-holder.ts';

/**
 * The codes of one account at `atMs` (Unix milliseconds, by a clock that is `correctionMs` ahead of this computer's). A counter-based one has none by its time; one whose PIN is
 * missing has none at all, and must not take the others' away.
 */
export function codeView({ id, otp }: Pick<Account, 'id' | 'otp'>, atMs: number, correctionMs = 0): CodeView {
  if (otp.type === 'hotp' || !hasItsPin(otp)) return { id, code: null, nextCode: null, validUntilMs: null };
  const until = validUntilMs(otp, atMs);
  // The page counts down by this computer's clock.
  return { id, code: codeAt(otp, atMs), nextCode: codeAt(otp, until), validUntilMs: until - correctionMs };
}

export function createCodeCalls(
  holder: VaultHolder,
  now: () => number,
  clockCorrectionMs: () => number,
  uses: UseSaving,
  onCounted: () => void,
): HandlersOf<typeof vaultCalls>['codes'] {
  /**
   * The code that a counter gave last, for every window that shows the account: one that an older code stayed in would copy it
   * again. It counts as long as the account's parameters are those that it was made with.
   */
  const made = new Map<string, { readonly otp: Account['otp']; readonly code: string }>();
  const viewOf = (account: Account, atMs: number, correctionMs: number): CodeView => {
    const last = made.get(account.id);
    const view = codeView(account, atMs, correctionMs);
    return last?.otp === account.otp ? { ...view, code: last.code } : view;
  };
  return {
    /** Ids that are not in the vault (deleted a moment ago) are left out. */
    at: ({ ids }) => {
      const correctionMs = clockCorrectionMs();
      const atMs = now() + correctionMs;
      const wanted = new Set(ids);
      return accountsOf(holder.session().vault)
        .filter(({ id }) => wanted.has(id))
        .map((account) => viewOf(account, atMs, correctionMs));
    },
    next: async ({ id }) => {
      const account = accountsOf(holder.session().vault).find((candidate) => candidate.id === id);
      if (account?.otp.type !== 'hotp') throw new CodedError('account-missing');
      const { code, merge } = await holder.saving((session) => session.nextHotp(id));
      const moved = accountsOf(holder.session().vault).find((candidate) => candidate.id === id);
      if (moved) made.set(id, { otp: moved.otp, code });
      onCounted();
      return { id, code, nextCode: null, validUntilMs: null, merge };
    },
    used: ({ id }) => {
      uses.used(accountOf(holder.session().vault, id).id, now());
      return null;
    },
  };
}
