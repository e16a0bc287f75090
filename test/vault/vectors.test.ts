/**
 * The committed vectors, read by our code and by an independent reader in Python, which also reads a fresh vault.
 */
import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { CodedError } from '../../electron/ipc/failure.ts';
import { encodeAccountRecord, recordOf } from '../../electron/vault/account-record.ts';
import {
  type OpenVault,
  openVault,
  openVaultWithRandomKey,
  readHeader,
  sealVault,
} from '../../electron/vault/format.ts';
import { chainState } from '../../electron/vault/history.ts';
import { RECOVERY_SLOT } from '../../electron/vault/random-key-slot.ts';
import { readRecoveryTexts } from '../../electron/vault/recovery-key.ts';
import { createSession } from '../../electron/vault/session.ts';
import { addAccounts, newAccount, quarantinedOf, type Vault } from '../../electron/vault/vault.ts';
import version1 from '../vectors/version-1/manifest.json' with { type: 'json' };
import version2 from '../vectors/version-2/manifest.json' with { type: 'json' };
import type { Answer, Manifest, VectorCase } from './make-vectors/vector-case.ts';
import { hotp, NOW_MS, now, PASSWORD, steam, temporaryFolder, totp } from './vault-samples.ts';

const folder = fileURLToPath(new URL('../vectors', import.meta.url));
/** What version 1 has none of, and most vectors of version 2. */
const NO_PAST = { binned: [], changes: [], isChainWhole: true };
const casesOf = ({ cases }: Manifest, version: string) =>
  cases.map((each) => ({ ...(each.answer === 'opened' ? NO_PAST : {}), ...each, folder: version }));
/** Every version that ever was; files of earlier ones stay as they were made. */
const cases = [...casesOf(version1 as Manifest, 'version-1'), ...casesOf(version2 as Manifest, 'version-2')];
const run = promisify(execFile);

/** Runs the reader that was written from docs/vault-format.md; gives the JSON objects that it prints. */
async function readInPython(folderOfRun: string, ...options: string[]): Promise<unknown[]> {
  try {
    const { stdout } = await run('/usr/bin/python3', [join(folder, '../../docs/rescue.py'), ...options], {
      cwd: folderOfRun,
      maxBuffer: 16 * 1024 * 1024,
    });
    return stdout
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
  } catch (cause) {
    throw new Error(
      'The Python reader did not run. It needs: apt-get install python3 python3-argon2 python3-cryptography',
      { cause },
    );
  }
}

function recordsOf(vault: Vault): unknown[] {
  return vault.entries.flatMap((entry) =>
    entry.kind === 'account' ? [JSON.parse(encodeAccountRecord(entry)) as unknown] : [],
  );
}

function contentOf({ vault, slots }: OpenVault) {
  return {
    answer: 'opened' as Answer,
    revision: vault.revision,
    slots: slots.map(({ type }) => type),
    accounts: recordsOf(vault),
    quarantined: quarantinedOf(vault).map(({ line }) => Buffer.from(line).toString()),
    binned: vault.bin.map(({ entry }) => recordOf(entry)),
    changes: vault.history.records.map(({ what }) => what),
    isChainWhole: chainState(vault.history).isWhole,
  };
}

type Keys = Pick<VectorCase, 'password' | 'recoveryTexts'>;

async function openBy(bytes: Uint8Array, { password, recoveryTexts = [] }: Keys): Promise<OpenVault> {
  if (password !== undefined) return openVault(bytes, password);
  const read = await readRecoveryTexts(recoveryTexts);
  if (read.kind !== 'key') throw new CodedError('invalid-recovery-key');
  return openVaultWithRandomKey(bytes, RECOVERY_SLOT, read.key);
}

async function answerOf(bytes: Uint8Array, keys: Keys) {
  const answers: { [code: string]: Answer } = {
    'vault-damaged': 'damaged',
    'vault-newer': 'newer',
    'wrong-password': 'wrong password',
    'no-password': 'no password',
    'wrong-recovery-key': 'wrong recovery key',
    'no-recovery-key': 'no recovery key',
    'invalid-recovery-key': 'invalid recovery key',
  };
  try {
    return contentOf(await openBy(bytes, keys));
  } catch (error) {
    return { answer: error instanceof CodedError ? answers[error.code] : error };
  }
}

it.each(['version-1', 'version-2'])('has every file of %s in its manifest', async (version) => {
  const files = (await readdir(join(folder, version))).filter((name) => name.endsWith('.halfminute'));
  const named = cases.filter((each) => each.folder === version);
  expect(files.sort()).toEqual(named.map(({ file }) => file).sort());
  const answers = version === 'version-1' ? 7 : 8;
  expect(new Set(named.map(({ answer }) => answer)).size).toBe(answers);
});

describe('our reader', () => {
  it.each(cases.map((each) => [`${each.folder} ${each.name}`, each] as const))('%s', async (_name, each) => {
    const { name, file, password, recoveryTexts, folder: version, ...expected } = each;
    expect(await answerOf(await readFile(join(folder, version, file)), each)).toEqual(expected);
  });

  it.each(
    cases
      .filter(({ answer }) => answer === 'opened')
      .map((each) => [`${each.folder} ${each.name}`, each] as const),
  )(
    'keeps all that is in %s through a save, unknown slots and quarantined lines byte for byte',
    async (_name, each) => {
      const bytes = await readFile(join(folder, each.folder, each.file));
      const opened = await openBy(bytes, each);
      const saved = sealVault(opened);
      const again = await openBy(saved, each);
      expect(again.vault).toEqual(opened.vault);
      expect(readHeader(saved).slots).toEqual(readHeader(bytes).slots);
    },
  );
});

describe('the independent reader', () => {
  it.each(['version-1', 'version-2'])('gives the answer of every vector of %s', async (version) => {
    const answers = await readInPython(join(folder, version), '--manifest', 'manifest.json');
    const named = cases.filter((each) => each.folder === version);
    expect(answers).toEqual(
      named.map(({ file, password, recoveryTexts, folder: _, ...expected }) => expected),
    );
  });

  it('opens a vault that was just made, at the costs that people get', async () => {
    const fresh = await temporaryFolder();
    const path = join(fresh, 'fresh.halfminute');
    const session = await createSession({ path, password: PASSWORD, now });
    const accounts = [totp('ann'), hotp('bob', 3), steam('cid')].map((draft) => newAccount(draft, NOW_MS));
    await session.change((vault) => addAccounts(vault, accounts));
    const fileCase = { name: 'fresh', file: 'fresh.halfminute', password: PASSWORD };
    await writeFile(join(fresh, 'manifest.json'), JSON.stringify({ cases: [fileCase] }));
    expect(await readInPython(fresh, '--manifest', 'manifest.json')).toEqual([
      { name: 'fresh', ...contentOf(await openVault(await readFile(path), PASSWORD)) },
    ]);
    expect(session.vault.revision).toBe(2);
  });
});
