/**
 * The command line as people start it: the built bundle as a process of its own, without a terminal. Tests only.
 * The rule: a test asks by arguments, files and streams, and sees output, errors, exit code and the vault's bytes.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, vi } from 'vitest';
import { freshCliBundle } from '../../build/cli-bundle.mjs';
import type { AccountDraft } from '../../electron/otp/account.ts';
import { createSession } from '../../electron/vault/session.ts';
import { addAccounts, newAccount } from '../../electron/vault/vault.ts';
import { PASSWORD } from '../vault/vault-samples.ts';

export { PASSWORD };

export interface Answer {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

export interface Start {
  /** Goes to standard input, which then ends. */
  readonly input?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

export interface CommandUnderTest {
  readonly script: () => string;
  /** Path of a file in the test file's own folder. */
  readonly at: (name: string) => string;
  readonly write: (name: string, content: string | Uint8Array) => Promise<string>;
  /** Runs with exactly these arguments. */
  readonly run: (args: readonly string[], start?: Start) => Promise<Answer>;
  /** Runs on a vault with the right password from a file. */
  readonly on: (vault: string, args: readonly string[], start?: Start) => Promise<Answer>;
  /** A copy of a vault that holds what `accounts` says. */
  readonly vault: (name: string) => Promise<string>;
}

/** For one test file. Its vaults are copies of one, so that only one key derivation goes into making them. */
export function commandUnderTest(accounts: readonly AccountDraft[]): CommandUnderTest {
  // Every command derives a key of 64 MiB, a dozen of them in some tests, beside whatever else the computer does.
  vi.setConfig({ testTimeout: 120_000 });
  let folder = '';
  let script = '';
  const at = (name: string) => path.join(folder, name);
  const write = async (name: string, content: string | Uint8Array) => {
    await writeFile(at(name), content);
    return at(name);
  };
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'halfminute-cli-'));
    script = await freshCliBundle();
    await write('password', `${PASSWORD}\n`);
    const session = await createSession({ path: at('template'), password: PASSWORD, now: Date.now });
    const nowMs = Date.now();
    await session.change(
      (vault) =>
        addAccounts(
          vault,
          accounts.map((draft) => newAccount(draft, nowMs)),
        ),
      'added',
    );
  }, 120_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const run = (args: readonly string[], start?: Start) =>
    startProcess(process.execPath, [script, ...args], start);
  return {
    script: () => script,
    at,
    write,
    run,
    on: (vault, args, start) => run(['--vault', vault, '--password-file', at('password'), ...args], start),
    vault: async (name) => {
      await copyFile(at('template'), at(name));
      return at(name);
    },
  };
}

/** Runs a program to its end. `detached`: in a session of its own, where no terminal can be opened. */
export async function startProcess(
  program: string,
  args: readonly string[],
  start: Start = {},
): Promise<Answer> {
  const child = spawn(program, args, { detached: true, env: { ...process.env, ...start.environment } });
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  child.stdin.on('error', () => undefined);
  child.stdin.end(start.input ?? '');
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  return { code, output, errors };
}

export async function digestOf(file: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
}
