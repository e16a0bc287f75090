/**
 * What main asks for its tray menu: names of a few accounts, and one code at the click. Runs in the vault process.
 * The rule: a locked vault answers with nothing, and a code is made only for the account that was clicked.
 */
import type { TrayAccount, TrayAnswer, TrayQuestion } from '../ipc/channels.ts';
import { accountsOf } from '../vault/vault.ts';
import { codeView } from './codes.ts';
import type { UseSaving } from './use-saving.ts';
import type { VaultHolder } from './vault-holder.ts';

const SHOWN_MAX = 10;

const nameOf = (issuer: string, accountName: string) =>
  issuer && accountName ? `${issuer} (${accountName})` : issuer || accountName;

export function createTrayAnswers(
  holder: VaultHolder,
  now: () => number,
  clockCorrectionMs: () => number,
  uses: UseSaving,
) {
  const accounts = () => (holder.isUnlocked() ? accountsOf(holder.session().vault) : []);
  /** Pinned ones, then those used last; counter-based ones are left out, since a click must not use a code up. */
  const shown = (): readonly TrayAccount[] =>
    accounts()
      .filter(({ otp, isPinned, lastUsedAtMs }) => otp.type !== 'hotp' && (isPinned || lastUsedAtMs !== null))
      .sort(
        (a, b) => Number(b.isPinned) - Number(a.isPinned) || (b.lastUsedAtMs ?? 0) - (a.lastUsedAtMs ?? 0),
      )
      .slice(0, SHOWN_MAX)
      .map(({ id, issuer, accountName }) => ({ id, name: nameOf(issuer, accountName) }));
  /** Null: locked, gone, or without its PIN. */
  const codeOf = (id: string): string | null => {
    const account = accounts().find((each) => each.id === id);
    const correctionMs = clockCorrectionMs();
    if (!account) return null;
    uses.used(id, now());
    return codeView(account, now() + correctionMs, correctionMs).code;
  };
  return {
    answer: (question: TrayQuestion): TrayAnswer =>
      question.kind === 'accounts'
        ? { accounts: shown(), code: null }
        : { accounts: [], code: codeOf(question.id) },
  };
}
