/**
 * Every single-bit flip of a small vault, forged headers, and thousands of mutations, truncations and splices of larger ones:
 * never a wrong success, a crash, a wait or a lot of memory. The rule: the child does the opening, this side judges.
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createKeys, openVault, sealVault } from '../../electron/vault/format.ts';
import { KDF_BOUNDS, KDF_CURRENT, workOf } from '../../electron/vault/kdf.ts';
import { vaultWorkMax } from '../../electron/vault/kdf-steps.ts';
import { EMPTY_VAULT } from '../../electron/vault/vault.ts';
import { withHeader } from '../vault/make-vectors/vector-case.ts';
import { PASSWORD } from '../vault/vault-samples.ts';
import { amount, count, figure } from './amounts.ts';
import { bundledChild } from './bundled-child.ts';

const run = promisify(execFile);
const child = bundledChild('damaged-files-child');
const MUTATIONS = amount(300, 20_000);
/** Odd, so that every place in a byte gets its turn. */
const STRIDE = amount(11, 1);
const SEED = Number(process.env.HALFMINUTE_FAULT_SEED ?? Date.now() % 1_000_000);
const MEMORY_LIMIT_KIB = 64 * 1024;
const TIME_LIMIT_MS = 2000;
const REFUSAL_LIMIT_MS = 1000;

interface Tally {
  readonly files: number;
  readonly opened: number;
  readonly wrongSuccesses: number;
  readonly crashes: readonly string[];
  readonly longestMs: number;
  readonly answers: Readonly<Record<string, number>>;
}

it(`refuses every bit flip, forged header bit and ${MUTATIONS} mutations (seed ${SEED})`, {
  timeout: 900_000,
}, async () => {
  const { stdout } = await run(process.execPath, [child, `${MUTATIONS}`, `${SEED}`, `${STRIDE}`], {
    maxBuffer: 1e8,
  });
  const report: Record<'sound' | 'flips' | 'forged' | 'mutations', Tally> & {
    readonly fileBytes: number;
    readonly overNormalKiB: number;
  } = JSON.parse(stdout);
  const { sound, flips, forged, mutations } = report;
  // The same way of opening opens what is sound.
  expect(sound.answers).toEqual({ opened: sound.files * 2 });
  expect(flips.files).toBe(Math.ceil((report.fileBytes * 8) / STRIDE));
  expect(mutations.files).toBe(MUTATIONS);
  for (const tally of [flips, forged, mutations]) {
    expect(tally.wrongSuccesses).toBe(0);
    expect(tally.crashes).toEqual([]);
    expect(tally.longestMs).toBeLessThan(TIME_LIMIT_MS);
  }
  expect([flips.opened, forged.opened]).toEqual([0, 0]);
  expect(Object.keys(flips.answers)).toEqual(['vault-damaged']);
  expect(report.overNormalKiB).toBeLessThan(MEMORY_LIMIT_KIB);
  const longest = (tally: Tally) => `longest ${tally.longestMs.toFixed(1)} ms`;
  figure(
    3,
    `every one of the ${count(flips.files)} bits of a small vault flipped`,
    `0 opened, 0 crashes, ${longest(flips)}`,
  );
  figure(
    3,
    `every one of ${count(forged.files)} header bits flipped, checksum made right`,
    `0 opened, 0 crashes, ${longest(forged)}`,
  );
  figure(
    3,
    `${count(mutations.files)} mutations, truncations and splices of vaults of 100, 300 and 1,000 accounts (seed ${SEED})`,
    `0 wrong successes, 0 crashes, ${longest(mutations)}, ${Math.round(report.overNormalKiB / 1024)} MiB over normal`,
  );
});

describe('a forged password slot', () => {
  const setUp = async () => {
    const file = sealVault({ ...(await createKeys(PASSWORD, KDF_CURRENT)), vault: EMPTY_VAULT });
    // Offset of the slot's body: fixed fields, then type and length.
    const costsAt = 52 + 4;
    const forge = (edit: (header: Buffer, costsAt: number) => void) =>
      withHeader(file, null, (header) => {
        edit(header, costsAt);
        return header;
      });
    const timed = async (bytes: Uint8Array, workMax?: number) => {
      const startedMs = performance.now();
      const answer = await openVault(bytes, PASSWORD, workMax).then(
        () => 'opened',
        (error) => error.code,
      );
      return { answer, ms: performance.now() - startedMs };
    };
    return { file, forge, timed };
  };

  it('with costs out of bounds or a damaged checksum is refused within a second, before any memory is taken', async () => {
    const { file, forge, timed } = await setUp();
    const beyond = [
      forge((header, at) => header.writeUInt32BE(KDF_BOUNDS.memoryKiB.max + 1, at)),
      forge((header, at) => header.writeUInt32BE(0xffffffff, at)),
      forge((header, at) => header.writeUInt32BE(0, at)),
      forge((header, at) => header.writeUInt8(KDF_BOUNDS.passes.max + 1, at + 4)),
      forge((header, at) => header.writeUInt8(0, at + 4)),
      forge((header, at) => header.writeUInt8(255, at + 5)),
      forge((header, at) => header.writeUInt8(0, at + 5)),
      // Within bounds, but not by somebody who made the checksum right again.
      Uint8Array.from(file, (byte, index) => (index === 56 + 1 ? byte ^ 4 : byte)),
    ];
    let longestMs = 0;
    const before = process.resourceUsage().maxRSS;
    for (const bytes of beyond) {
      const { answer, ms } = await timed(bytes);
      expect(answer).toBe('vault-damaged');
      longestMs = Math.max(longestMs, ms);
    }
    expect(longestMs).toBeLessThan(REFUSAL_LIMIT_MS);
    expect(process.resourceUsage().maxRSS - before).toBeLessThan(MEMORY_LIMIT_KIB);
    figure(
      3,
      'KDF costs out of bounds, or changed without the checksum',
      `refused in ${longestMs.toFixed(1)} ms, no memory taken`,
    );
  });

  it('with lower costs, another salt or another key opens nothing, and takes what the KDF takes', async () => {
    const { file, forge, timed } = await setUp();
    const { answer, ms: soundMs } = await timed(file);
    expect(answer).toBe('opened');
    const forged = [
      forge((header, at) => header.writeUInt32BE(KDF_BOUNDS.memoryKiB.min, at)),
      forge((header, at) => header.writeUInt8(1, at + 4)),
      forge((header, at) => header.writeUInt8(header.readUInt8(at + 6) ^ 1, at + 6)),
      forge((header, at) => header.writeUInt8(header.readUInt8(at + 40) ^ 1, at + 40)),
    ];
    let longestMs = 0;
    for (const bytes of forged) {
      const { answer: refused, ms } = await timed(bytes);
      expect(refused).toBe('wrong-password');
      longestMs = Math.max(longestMs, ms);
    }
    expect(longestMs).toBeLessThan(REFUSAL_LIMIT_MS + 2 * soundMs);
    figure(
      3,
      'costs lowered, salt or wrapped key changed, checksum made right',
      `refused in ${Math.round(longestMs)} ms (the right password: ${Math.round(soundMs)} ms)`,
    );
  });

  it('with raised costs is asked about within a second; on a yes it takes their time and opens nothing', async () => {
    const { forge, timed } = await setUp();
    const raised = [
      { memoryKiB: KDF_CURRENT.memoryKiB, passes: KDF_CURRENT.passes + 1, seen: workOf(KDF_CURRENT) },
      { memoryKiB: 2 * KDF_CURRENT.memoryKiB, passes: KDF_CURRENT.passes, seen: workOf(KDF_CURRENT) },
      { memoryKiB: KDF_BOUNDS.memoryKiB.max, passes: KDF_BOUNDS.passes.max, seen: 0 },
    ];
    let longestMs = 0;
    const before = process.resourceUsage().maxRSS;
    for (const { memoryKiB, passes, seen } of raised) {
      const forged = forge((header, at) => {
        header.writeUInt32BE(memoryKiB, at);
        header.writeUInt8(passes, at + 4);
      });
      const { answer, ms } = await timed(forged, vaultWorkMax(seen));
      expect(answer).toBe('unusual-work');
      longestMs = Math.max(longestMs, ms);
    }
    expect(longestMs).toBeLessThan(REFUSAL_LIMIT_MS);
    expect(process.resourceUsage().maxRSS - before).toBeLessThan(MEMORY_LIMIT_KIB);
    figure(
      3,
      'costs raised above what this computer saw last, or, in a file that is not known, above ours; checksum made right',
      `asked about in ${longestMs.toFixed(1)} ms, no memory taken`,
    );
    const highest = amount(
      { memoryKiB: 128 * 1024, passes: 4 },
      { memoryKiB: KDF_BOUNDS.memoryKiB.max, passes: KDF_BOUNDS.passes.max },
    );
    const { answer, ms } = await timed(
      forge((header, at) => {
        header.writeUInt32BE(highest.memoryKiB, at);
        header.writeUInt8(highest.passes, at + 4);
      }),
      Number.POSITIVE_INFINITY,
    );
    expect(answer).toBe('wrong-password');
    figure(
      3,
      `the same on a yes, ${highest.memoryKiB / 1024} MiB and ${highest.passes} passes`,
      `refused after ${(ms / 1000).toFixed(1)} s`,
    );
  }, 300_000);
});
