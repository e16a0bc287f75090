/** A vault whose KDF costs somebody raised, and files from elsewhere that ask for much: asked about before anything is derived. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KDF_BOUNDS, KDF_CURRENT, workOf } from '../../electron/vault/kdf.ts';
import { KDF_STEPS, USUAL_WORK_MAX, vaultWorkMax } from '../../electron/vault/kdf-steps.ts';
import { stampOf } from '../../electron/vault/retention.ts';
import { withHeader } from '../vault/make-vectors/vector-case.ts';
import { failed, startVaultProcessDouble, VAULT_FILE, value } from './vault-process-double.ts';

const PASSWORD = 'correct horse battery';
/** Offset of the password slot's costs: fixed fields, then type and length (docs/vault-format.md). */
const COSTS_AT = 52 + 4;
/** Refusing takes milliseconds; a derivation, hundreds. */
const REFUSAL_LIMIT_MS = 1000;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'halfminute-work-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const start = (lastSeenWork: number) =>
  startVaultProcessDouble({ folder, now: () => 1_111_111_109_000, lastSeenWork });
const vaultFile = () => path.join(folder, VAULT_FILE);

/** As somebody without any key can: costs changed, checksum made right again. */
const withCosts = (file: Uint8Array, memoryKiB: number, passes: number) =>
  withHeader(file, null, (header) => {
    header.writeUInt32BE(memoryKiB, COSTS_AT);
    header.writeUInt8(passes, COSTS_AT + 4);
    return header;
  });

async function timed<Answer>(run: () => Promise<Answer>) {
  const startedMs = performance.now();
  const answer = await run();
  return { answer, ms: performance.now() - startedMs };
}

describe('a vault that asks for more work than when it was last open here', () => {
  it('is asked about at once, and the password is tried on a yes', async () => {
    const first = start(0);
    value(await first.page.vault.create({ password: PASSWORD }));
    expect(first.seenWork()).toBe(workOf(KDF_CURRENT));
    await writeFile(vaultFile(), withCosts(await readFile(vaultFile()), 128 * 1024, 3));

    const { page, memory, told } = start(first.seenWork());
    const { answer, ms } = await timed(() => page.vault.unlock({ password: PASSWORD }));
    expect(answer).toEqual(failed('unusual-work'));
    expect(ms).toBeLessThan(REFUSAL_LIMIT_MS);
    expect([memory().wrongCount, told.at(-1)]).toEqual([0, 'not opened']);
    // Other costs give another key: the forgery is found out, at the cost that the person agreed to.
    const tried = await page.vault.unlock({ password: PASSWORD, isWorkAccepted: true });
    expect(tried).toEqual(failed('wrong-password'));
  });

  it('is not asked about as it was, nor when its costs were raised to today’s', async () => {
    const first = start(0);
    value(await first.page.vault.create({ password: PASSWORD }));
    value(await start(first.seenWork()).page.vault.unlock({ password: PASSWORD }));
    value(await start(1).page.vault.unlock({ password: PASSWORD }));
  });
});

describe('a file of which nothing is known', () => {
  it('may ask for as much as the dearest of ours', () => {
    expect(Object.values(KDF_STEPS).every((step) => workOf(step) <= USUAL_WORK_MAX)).toBe(true);
    expect(vaultWorkMax(0)).toBe(USUAL_WORK_MAX);
    expect(vaultWorkMax(2 * USUAL_WORK_MAX)).toBe(2 * USUAL_WORK_MAX);
  });

  it.each(['vault', 'backup', 'earlier file'])('is asked about when it asks for more: %s', async (kind) => {
    const first = start(0);
    value(await first.page.vault.create({ password: PASSWORD }));
    const { memoryKiB, passes } = KDF_BOUNDS;
    const forged = withCosts(await readFile(vaultFile()), memoryKiB.max, passes.max);
    await writeFile(
      kind === 'earlier file' ? `${vaultFile()}.previous-${stampOf(1_111_111_109_000)}` : vaultFile(),
      forged,
    );
    const { page } = start(0);
    const open = {
      vault: () => page.vault.unlock({ password: PASSWORD }),
      backup: () => page.backup.open({ bytes: new Uint8Array(forged), password: PASSWORD }),
      'earlier file': () => page.earlier.open({ password: PASSWORD }),
    }[kind];
    const { answer, ms } = await timed(async () => open?.());
    expect(answer).toEqual(failed('unusual-work'));
    expect(ms).toBeLessThan(REFUSAL_LIMIT_MS);
  });
});
