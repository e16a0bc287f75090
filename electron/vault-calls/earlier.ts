/**
 * `earlier.*` of the contract: previous versions and automatic backups, for when the vault is damaged or missing.
 * Runs in the vault process. The rule: listing and opening change no file; restoring deletes none.
 */
import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import type { EarlierContent, EarlierFile, HandlersOf, vaultCalls } from '../ipc/contract.ts';
import { CodedError } from '../ipc/failure.ts';
import { readWholeFile, realFiles } from '../vault/atomic-file.ts';
import { automaticBackups } from '../vault/automatic-backup.ts';
import { type EarlierKey, openEarlier, restoreEarlier, whyNoneOpened } from '../vault/earlier-files.ts';
import { type OpenVault, VAULT_FILE_BYTES_MAX } from '../vault/format.ts';
import { keptCopies } from '../vault/kept-copies.ts';
import type { OpenedBy } from '../vault/session.ts';
import { accountsOf, quarantinedOf } from '../vault/vault.ts';
import { inspectVaultFile } from '../vault/vault-store.ts';
import { acceptedWork } from './accepted-work.ts';
import { recoveryKeyOf } from './recovery-texts.ts';
import type { VaultHolder } from './vault-holder.ts';

interface Found {
  readonly view: EarlierFile;
  readonly path: string;
}

export function createEarlierCalls(
  holder: VaultHolder,
  backupFolder: () => string | null,
): HandlersOf<typeof vaultCalls>['earlier'] {
  let found: readonly Found[] = [];
  let opened = new Map<string, OpenVault & { readonly openedBy: OpenedBy }>();

  const list = async () => {
    const folder = backupFolder();
    const copies = await keptCopies(holder.path, realFiles);
    const backups = folder === null ? [] : await automaticBackups(folder);
    const known = new Map(found.map((each) => [each.path, each.view.fileId]));
    const looks = [...copies, ...backups.map((backup) => ({ ...backup, kind: 'backup' as const }))].map(
      async ({ kind, path, atMs }): Promise<Found[]> => {
        const info = await stat(path).catch(() => null);
        const status = await inspectVaultFile(path);
        if (info === null || status === 'none' || status === 'unreadable') return [];
        const fileId = known.get(path) ?? randomUUID();
        const state = status === 'locked' ? 'sound' : status;
        return [{ path, view: { fileId, kind, atMs: atMs ?? info.mtimeMs, sizeBytes: info.size, state } }];
      },
    );
    found = (await Promise.all(looks)).flat().sort((left, right) => right.view.atMs - left.view.atMs);
    return found.map(({ view }) => view);
  };

  const open = async (key: EarlierKey): Promise<readonly EarlierContent[]> => {
    const sound = (await list().then(() => found)).filter(({ view }) => view.state === 'sound');
    const bytes = await Promise.all(
      sound.map(({ path }) =>
        readWholeFile(path, VAULT_FILE_BYTES_MAX, realFiles).catch(() => new Uint8Array(0)),
      ),
    );
    const vaults = await openEarlier(bytes, key);
    opened = new Map(
      sound.flatMap(({ view }, index) => {
        const each = vaults[index];
        return each == null ? [] : [[view.fileId, { ...each, openedBy: key.kind }]];
      }),
    );
    if (opened.size === 0) throw whyNoneOpened(bytes, key);
    return [...opened].map(([fileId, { vault }]) => ({
      fileId,
      revision: vault.revision,
      accounts: accountsOf(vault).map(({ issuer, accountName }) => ({ issuer, accountName })),
      binnedCount: vault.bin.length,
      quarantinedCount: quarantinedOf(vault).length,
    }));
  };

  return {
    list,
    open: ({ password, isWorkAccepted }) =>
      holder.gate.attempt(() => open({ kind: 'password', password, workMax: acceptedWork(isWorkAccepted) })),
    openWithRecovery: async ({ texts }) => open({ kind: 'recovery-key', key: await recoveryKeyOf(texts) }),
    restore: async ({ fileId }) => {
      holder.refuseIfUnlocked();
      const chosen = opened.get(fileId);
      if (chosen === undefined) throw new CodedError('earlier-file-missing');
      const answer = await holder.unlockBy(() => restoreEarlier(holder.place, chosen, chosen.openedBy));
      opened = new Map();
      return answer;
    },
  };
}
