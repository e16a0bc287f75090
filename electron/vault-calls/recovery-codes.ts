/**
 * `recoveryCodes.*` of the contract: the codes that a site gives for the day the second factor is lost.
 * Runs in the vault process. The rule: they are secrets like the key, and leave only when a person asks to see them; those
 * under a password of their own only for a while after it was typed.
 */
import type { HandlersOf, vaultCalls } from '../ipc/contract.ts';
import { CodedError } from '../ipc/failure.ts';
import { RECOVERY_CODES_MAX, type RecoveryCode } from '../otp/account-extras.ts';
import { readRecoveryCodes } from '../otp/recovery-code-list.ts';
import {
  codesLockOf,
  codesMembers,
  forgetSealedCodes,
  hasCodesToSeal,
  openedCodes,
  rewriteCodes,
  sealedAccountCount,
  withCodesLock,
} from '../vault/codes-seal.ts';
import { type CodesKey, makeCodesKey } from '../vault/sealed-codes.ts';
import { editAccount, entryOf, type Vault } from '../vault/vault.ts';
import type { CodesKeys } from './codes-keys.ts';
import type { VaultHolder } from './vault-holder.ts';

/** Answers by which a password is not the vault's; any other is no answer. */
const NOT_IT: ReadonlySet<string> = new Set(['wrong-password', 'no-password']);

const isOwnOf =
  (vault: Vault) =>
  ({ lock }: CodesKey) =>
    lock === codesLockOf(vault);

export function createRecoveryCodeCalls(
  holder: VaultHolder,
  codesKeys: CodesKeys,
  now: () => number,
): HandlersOf<typeof vaultCalls>['recoveryCodes'] {
  /** None are needed for an account whose codes are all in the clear. @throws CodedError `codes-locked`. */
  const keysFor = (vault: Vault, id: string, isWriting: boolean): readonly CodesKey[] => {
    const own = codesLockOf(vault);
    const isSealed = entryOf(vault, id).account.sealedCodes.length > 0;
    return isSealed || (isWriting && own !== null) ? codesKeys.use(own) : [];
  };
  const change = (id: string, edit: (codes: readonly RecoveryCode[]) => readonly RecoveryCode[]) =>
    holder.saving((session) =>
      session.change((vault) => {
        const keys = keysFor(vault, id, true);
        const opened = openedCodes(entryOf(vault, id), keys);
        const members = codesMembers(vault, id, { ...opened, codes: edit(opened.codes) }, keys);
        return editAccount(vault, id, members, now());
      }, 'edited'),
    );
  /** The password of the setting, and what others that were typed opened. @throws CodedError `wrong-password`. */
  const openAll = async (password: string) => {
    const { vault } = holder.session();
    const keys = await codesKeys.open(vault, password);
    if (codesLockOf(vault) !== null && !keys.some(isOwnOf(vault))) throw new CodedError('wrong-password');
    return codesKeys.add(keys);
  };
  const changeAll = (edit: (vault: Vault) => Vault) =>
    holder.saving((session) => session.change(edit, 'changed'));
  /**
   * That both secrets are behind one password is what this is there to end. A guess at the vault's password counts as one.
   * @throws CodedError `same-password`, `wait-before-retry`.
   */
  const refuseVaultPassword = async (password: string) => {
    const isIt = await holder.checkPassword(password).then(
      () => true,
      (error) => {
        if (error instanceof CodedError && NOT_IT.has(error.code)) return false;
        throw error;
      },
    );
    if (isIt) throw new CodedError('same-password');
  };

  return {
    read: ({ text }) => {
      holder.session();
      return readRecoveryCodes(text);
    },
    list: ({ id }) => {
      const { vault } = holder.session();
      return openedCodes(entryOf(vault, id), keysFor(vault, id, false)).codes;
    },
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
    protection: () => {
      const { vault } = holder.session();
      return {
        isOn: codesLockOf(vault) !== null,
        isOpen: codesKeys.isOpen(),
        accountCount: sealedAccountCount(vault),
      };
    },
    protect: async ({ vaultPassword, password }) => {
      await holder.checkPassword(vaultPassword);
      if (password === vaultPassword) throw new CodedError('same-password');
      if (codesLockOf(holder.session().vault) !== null) throw new CodedError('bad-argument');
      const key = await makeCodesKey(password);
      const saved = await changeAll((vault) => rewriteCodes(withCodesLock(vault, key.lock), [key]));
      codesKeys.remember([key]);
      return saved;
    },
    open: async ({ password }) => {
      const { vault } = holder.session();
      const keys = codesKeys.add(await codesKeys.open(vault, password));
      if (!hasCodesToSeal(vault) || !keys.some(isOwnOf(vault))) return { merge: null };
      const { merge } = await changeAll((current) => rewriteCodes(current, keys));
      return { merge };
    },
    changePassword: async ({ oldPassword, newPassword }) => {
      const keys = await openAll(oldPassword);
      await refuseVaultPassword(newPassword);
      const key = await makeCodesKey(newPassword);
      const saved = await changeAll((vault) => rewriteCodes(withCodesLock(vault, key.lock), [...keys, key]));
      codesKeys.remember([key]);
      return saved;
    },
    unprotect: async ({ password }) => {
      const keys = await openAll(password);
      const saved = await changeAll((vault) => rewriteCodes(withCodesLock(vault, null), keys));
      codesKeys.forget();
      return saved;
    },
    forget: async ({ vaultPassword }) => {
      await holder.checkPassword(vaultPassword);
      const saved = await changeAll(forgetSealedCodes);
      codesKeys.forget();
      return saved;
    },
  };
}
