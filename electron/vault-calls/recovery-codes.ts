/**
 * `recoveryCodes.*` of the contract: the codes that a site gives for the day the second factor is lost.
 * Runs in the vault process. The rule: they are secrets like the key, and leave only when a person asks to see them.
 */
import type { HandlersOf, vaultCalls } from '../ipc/contract.ts';
import { CodedError } from '../ipc/failure.ts';
import { RECOVERY_CODES_MAX, type RecoveryCode } from '../otp/account-extras.ts';
import { readRecoveryCodes } from '../otp/recovery-code-list.ts';
import { accountOf, editAccount } from '../vault/vault.ts';
import type { VaultHolder } from './vault-holder.ts';

export function createRecoveryCodeCalls(
  holder: VaultHolder,
  now: () => number,
): HandlersOf<typeof vaultCalls>['recoveryCodes'] {
  const change = (id: string, edit: (codes: readonly RecoveryCode[]) => readonly RecoveryCode[]) =>
    holder.saving((session) =>
      session.change(
        (vault) => editAccount(vault, id, { recoveryCodes: edit(accountOf(vault, id).recoveryCodes) }, now()),
        'edited',
      ),
    );

  return {
    read: ({ text }) => {
      holder.session();
      return readRecoveryCodes(text);
    },
    list: ({ id }) => accountOf(holder.session().vault, id).recoveryCodes,
    note: ({ id, codes, isReplacing }) =>
      change(id, (before) => {
        const kept = isReplacing ? [] : before;
        const known = new Set(kept.map(({ code }) => code));
        const added = [...new Set(codes)].filter((code) => !known.has(code));
        if (kept.length + added.length > RECOVERY_CODES_MAX) throw new CodedError('bad-argument');
        return [...kept, ...added.map((code) => ({ code, usedAtMs: null }))];
      }),
    mark: ({ id, code, isUsed }) => {
      const marked = (codes: readonly RecoveryCode[]) => {
        if (!codes.some((one) => one.code === code)) throw new CodedError('bad-argument');
        return codes.map((one) => (one.code === code ? { code, usedAtMs: isUsed ? now() : null } : one));
      };
      return change(id, marked);
    },
  };
}
