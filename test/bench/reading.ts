/**
 * `npm run bench -- --only reading`: how long other apps' files take to read. Run by build/bench.mjs.
 * docs/performance.md says what each figure means. The rule: a key derivation is the file's own price and is shown beside
 * what we add to it, never in it.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile as readBytes, rm, writeFile } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { readPicture } from '../../electron/cli/read-picture.ts';
import { readFile } from '../../electron/formats/registry.ts';
import { type SourceFile, sourceFile } from '../../electron/formats/source-file.ts';
import { writeExport } from '../../electron/formats/write-export.ts';
import { WRITERS } from '../../electron/formats/writers.ts';
import type { AccountDraft } from '../../electron/otp/account.ts';
import { fixtureFile, fixtures } from '../formats/own-fixtures.ts';
import { asSamples, type Spread, spreadOf } from './figures.ts';

const ACCOUNT_COUNT = 10_000;
const PASSWORD = 'a password to measure with';
const MARKERS =
  /(<!-- reading: npm run bench -- --only reading --write -->\n)[\s\S]*?(<!-- end of reading -->)/;

export interface ReadingBenchOptions {
  readonly rounds: number;
  /** The bundled command line. */
  readonly script: string;
  /** The document whose figures are replaced; null to print only. */
  readonly writeTo: string | null;
  readonly say: (line: string) => void;
}

interface TimedFile {
  readonly name: string;
  readonly file: SourceFile;
  readonly password: string;
  readonly companions: readonly SourceFile[];
}

interface Row {
  readonly name: string;
  readonly accountCount: number;
  /** Null where no key is derived: the password is the key, or nothing is encrypted. */
  readonly kdf: Spread | null;
  readonly beyond: Spread;
}

/** Measures everything and prints the table. */
export async function runReadingBench({ rounds, script, writeTo, say }: ReadingBenchOptions): Promise<void> {
  const accounts = manyAccounts();
  const rows = [await commandRow(accounts, script, rounds)];
  for (const timed of [...(await writtenFiles(accounts)), ...encryptedFixtures()]) {
    say(`Reading ${timed.name}…`);
    rows.push(await fileRow(timed, rounds));
  }
  const [cpu] = cpus();
  const conditions = `Node ${process.versions.node}, ${cpus().length} × ${cpu?.model.trim()}, ${rounds} rounds, load ${loadavg()[0]?.toFixed(1)} at the end, ${new Date().toISOString().slice(0, 10)}.`;
  const text = `${conditions}\n\n${table(rows)}`;
  process.stdout.write(`${text}\n`);
  if (writeTo === null) return;
  const document = await readBytes(writeTo, 'utf8');
  if (!MARKERS.test(document)) throw new Error('the document has no place for the figures');
  const replaced = document.replace(
    MARKERS,
    (_all, start: string, end: string) => `${start}\n${text}\n\n${end}`,
  );
  await writeFile(writeTo, replaced);
}

function manyAccounts(): readonly AccountDraft[] {
  return Array.from({ length: ACCOUNT_COUNT }, (_, index) => {
    const secret = new Uint8Array(20);
    new DataView(secret.buffer).setUint32(0, index + 1);
    const otp = { type: 'totp', secret, algorithm: 'SHA1', digits: 6, periodSeconds: 30 } as const;
    return { issuer: `Service ${index % 97}`, accountName: `person${index}@example.com`, otp };
  });
}

/** The whole process: starting Node, loading the command, reading, printing 10,000 accounts. */
async function commandRow(accounts: readonly AccountDraft[], script: string, rounds: number): Promise<Row> {
  const folder = await mkdtemp(path.join(tmpdir(), 'halfminute-bench-'));
  try {
    const file = path.join(folder, 'aegis.json');
    await writeFile(file, (await writeExport('aegis-plain', accounts, { nowMs: 0 })).bytes);
    const times = await repeated(rounds, async () => {
      const startedAt = performance.now();
      const { stdout } = await promisify(execFile)(process.execPath, [script, 'read', '--json', file], {
        maxBuffer: 64 * 1024 * 1024,
      });
      const tookMs = performance.now() - startedAt;
      if (JSON.parse(stdout).accounts.length !== ACCOUNT_COUNT) throw new Error('not all accounts were read');
      return tookMs;
    });
    const name = '`halfminute read --json`, the whole process, Aegis';
    return { name, accountCount: ACCOUNT_COUNT, kdf: null, beyond: spreadOf(asSamples(times)) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What our own writers seal, with as many accounts. */
async function writtenFiles(accounts: readonly AccountDraft[]): Promise<readonly TimedFile[]> {
  const files: TimedFile[] = [];
  for (const { id, isEncrypted } of WRITERS) {
    if (!isEncrypted && id !== 'aegis-plain') continue;
    const { bytes, fileName } = await writeExport(id, accounts, { nowMs: 0, password: PASSWORD });
    files.push({ name: id, file: sourceFile(bytes, fileName), password: PASSWORD, companions: [] });
  }
  return files;
}

/** Every fixture that takes a password: a handful of accounts each. */
function encryptedFixtures(): readonly TimedFile[] {
  return fixtures.flatMap(({ file, format, password, companions = [] }): TimedFile[] =>
    password === undefined
      ? []
      : [
          {
            name: `${format} (${file})`,
            file: fixtureFile(file),
            password,
            companions: companions.map(fixtureFile),
          },
        ],
  );
}

async function fileRow({ name, file, password, companions }: TimedFile, rounds: number): Promise<Row> {
  let accountCount = 0;
  const times = await repeated(rounds, async () => {
    let kdfMs = 0;
    let kdfStartedAt = 0;
    const onProgress = (fraction: number) => {
      if (fraction === 0) kdfStartedAt = performance.now();
      else kdfMs += performance.now() - kdfStartedAt;
    };
    const startedAt = performance.now();
    const reading = await readFile(file, { password, companions, onProgress, readPicture });
    accountCount = reading.accounts.length;
    return { kdfMs, beyondMs: performance.now() - startedAt - kdfMs };
  });
  const kdf = spreadOf(asSamples(times.map(({ kdfMs }) => kdfMs)));
  return {
    name,
    accountCount,
    kdf: kdf.max === 0 ? null : kdf,
    beyond: spreadOf(asSamples(times.map(({ beyondMs }) => beyondMs))),
  };
}

/** One more at the beginning, which warms up and does not count. */
async function repeated<Sample>(rounds: number, measure: () => Promise<Sample>): Promise<readonly Sample[]> {
  await measure();
  const samples: Sample[] = [];
  for (let round = 0; round < rounds; round += 1) samples.push(await measure());
  return samples;
}

function table(rows: readonly Row[]): string {
  const spread = (value: Spread | null) =>
    value === null
      ? '–'
      : `${[value.min, value.median, value.max].map((ms) => ms.toFixed(1)).join(' / ')} ms`;
  const cells = [
    ['least / median / greatest', 'Accounts', 'KDF', 'Beyond the KDF'],
    ...rows.map((row) => [row.name, String(row.accountCount), spread(row.kdf), spread(row.beyond)]),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [head = [], ...rest] = cells;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rest.map(line)].join('\n');
}
