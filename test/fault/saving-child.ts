/**
 * A process that does nothing but save, to be killed in the middle. Started by killed-while-saving.test.ts.
 * The rule: it reports a revision only after the save of that revision was acknowledged.
 *
 * Arguments: how to save ("session", "once" or "plain"), the vault's path, its master key in hex (no KDF: the
 * time of a run goes into saving).
 */
import { writeSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { CodedError } from '../../electron/ipc/failure.ts';
import { openVaultWithMasterKey, sealVault } from '../../electron/vault/format.ts';
import { Session } from '../../electron/vault/session.ts';
import { VaultStore } from '../../electron/vault/vault-store.ts';

const [how, path = '', masterKeyHex = ''] = process.argv.slice(2);
const store = new VaultStore(path);
const opened = openVaultWithMasterKey(await store.read(Date.now()), Buffer.from(masterKeyHex, 'hex'));

if (how === 'plain') {
  // The control: what a save would be without a temp file.
  const revision = opened.vault.revision + 1;
  const next = sealVault({ ...opened, vault: { ...opened.vault, revision } });
  for (;;) {
    await writeFile(path, next);
    writeSync(1, `${revision}\n`);
  }
} else {
  const session = new Session(store, opened, { now: Date.now }, null);
  try {
    do {
      await session.change((vault) => vault);
      writeSync(1, `${session.vault.revision}\n`);
    } while (how === 'session');
  } catch (error) {
    writeSync(2, error instanceof CodedError ? error.code : String(error));
    process.exitCode = 1;
  }
}
