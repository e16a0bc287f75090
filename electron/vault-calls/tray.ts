/**
 * What main asks for its tray menu: names of a few accounts, and one code at the click. Runs in the vault process.
 * The rule: a locked vault answers with nothing, and a code is made only for the account that was clicked.
 */
import type { TrayAccount, TrayAnswer, TrayCode, TrayQuestion } from '../ipc/channels.ts';
import { accountsOf } from '../vault/vault.ts';
import { codeView } from './codes.ts';
import type { UseSaving } from './use-saving.ts';
import type { VaultHolder } from './vault-holder.ts';

const SHOWN_MAX = 10;
/** A menu is as wide as its widest item. */
const NAME_SHOWN_MAX = 60;

const nameOf = (issuer: string, accountName: string) =>
  issuer && accountName ? `${issuer} (${accountName})` : issuer || accountName;

/** Cut in its middle, since names that are alike differ at their ends; never within a surrogate pair. */
function shortened(name: string): string {
  const characters = [...name];
  if (characters.length <= NAME_SHOWN_MAX) return name;
  const half = NAME_SHOWN_MAX / 2;
  return `${characters.slice(0, half).join('').trimEnd()}…${characters
    .slice(1 - half)
    .join('')
    .trimStart()}`;
}

export function createTrayAnswers(
  holder: VaultHolder,
  now: () => number,
  clockCorrectionMs: () => number,
  uses: UseSaving,
) {
  const accounts = () => {
    if (!holder.isUnlocked()) return [];
    const session = holder.session();
    return accountsOf(session.uses.in(session.vault));
  };
  /** Pinned ones, then those used last; counter-based ones are left out, since a click must not use a code up. */
  const shown = (): readonly TrayAccount[] =>
    accounts()
      .filter(({ otp, isPinned, lastUsedAtMs }) => otp.type !== 'hotp' && (isPinned || lastUsedAtMs !== null))
      .sort(
        (a, b) => Number(b.isPinned) - Number(a.isPinned) || (b.lastUsedAtMs ?? 0) - (a.lastUsedAtMs ?? 0),
      )
      .slice(0, SHOWN_MAX)
      .map(({ id, issuer, accountName }) => ({ id, name: shortened(nameOf(issuer, accountName)) }));
  /** Null: locked, gone, or without its PIN. */
  const codeOf = (id: string): TrayCode | null => {
    const account = accounts().find((each) => each.id === id);
    const correctionMs = clockCorrectionMs();
    if (!account) return null;
    const { code, nextCode, validUntilMs } = codeView(account, now() + correctionMs, correctionMs);
    if (code === null) return null;
    uses.used(id, now());
    return { code, nextCode, validUntilMs };
  };
  return {
    answer: (question: TrayQuestion): TrayAnswer =>
      question.kind === 'accounts'
        ? { accounts: shown(), code: null }
        : { accounts: [], code: codeOf(question.id) },
  };
}
