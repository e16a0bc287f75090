/** What is made from the table of commands: help, completion scripts, manual page, and the package's `bin`. Runs under Node. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Streams } from '../../electron/cli/command.ts';
import { COMMANDS } from '../../electron/cli/commands.ts';
import { bashCompletion } from '../../electron/cli/completion-bash.ts';
import { fishCompletion } from '../../electron/cli/completion-fish.ts';
import { zshCompletion } from '../../electron/cli/completion-zsh.ts';
import { commandUsage, usage } from '../../electron/cli/help-text.ts';
import { manPage } from '../../electron/cli/man-page.ts';
import { run } from '../../electron/cli/run.ts';
import { appVaultPath } from '../../electron/cli/vault-place.ts';
import { PROFILE_FOLDER } from '../../electron/ipc/vault-file.ts';

const PROJECT = path.resolve(import.meta.dirname, '../..');
const { version, productName, bin } = JSON.parse(readFileSync(path.join(PROJECT, 'package.json'), 'utf8'));
const PAGE = path.join(PROJECT, 'docs/halfminute.1');
const shown = COMMANDS.filter(({ isInternal }) => isInternal !== true);

/** Undefined where the program is not installed. */
const versionOf = (program: string) => spawnSync(program, ['--version']).stdout?.toString();

describe('the table', () => {
  it('has the commands of docs/command-line.md, each with its options, and no other', () => {
    const page = readFileSync(path.join(PROJECT, 'docs/command-line.md'), 'utf8');
    const documented = [...page.matchAll(/^### `([a-z]+)[^`]*`/gm)].map(([, name]) => name);
    expect(documented.toSorted()).toEqual(shown.map(({ name }) => name).toSorted());
    for (const { options } of shown) for (const { name } of options) expect(page).toContain(`--${name}`);
  });

  it('has a version, the package’s own', async () => {
    const said: string[] = [];
    const streams = { output: { write: (text: string) => said.push(text) } } as unknown as Streams;
    expect(await run(['--version'], streams)).toBe(0);
    expect(await run(['list', '--version', '--json'], streams)).toBe(0);
    expect(said).toEqual([`halfminute ${version}\n`, `{"version":"${version}"}\n`]);
  });

  it('names no option for a password or a recovery key itself', () => {
    const valued = shown.flatMap(({ options }) => options).filter(({ value }) => value !== undefined);
    const secret = valued.filter(({ name }) => /password|recovery/.test(name));
    expect(secret.every(({ value, name }) => value === 'FILE' && name.endsWith('-file'))).toBe(true);
  });

  it('fits a terminal of 100 columns in all its help', () => {
    const texts = [usage(COMMANDS), ...shown.map(commandUsage)];
    const long = texts.flatMap((text) => text.split('\n')).filter((line) => line.length > 100);
    expect(long).toEqual([]);
    expect(usage(COMMANDS)).not.toMatch(/check-backup|clear-clipboard/);
  });
});

describe('the manual page', () => {
  it('is what the table makes (npm run man-page)', () => {
    expect(readFileSync(PAGE, 'utf8')).toBe(manPage(version));
  });

  it('is sound to groff', ({ skip }) => {
    if (!versionOf('groff')) skip('groff is not installed');
    const checked = spawnSync('groff', ['-man', '-ww', '-z', PAGE]);
    expect([checked.status, checked.stderr.toString()]).toEqual([0, '']);
  });
});

describe('the completion script', () => {
  const complete = (words: readonly string[]) => {
    const script = `${bashCompletion(shown)}
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _halfminute; printf '%s\\n' "\${COMPREPLY[@]}"`;
    return execFileSync('bash', ['-c', script, 'bash', ...words])
      .toString()
      .split('\n')
      .filter(Boolean);
  };

  it('for bash gives commands, options, values and files', ({ skip }) => {
    if (!versionOf('bash')) skip('bash is not installed');
    expect(complete(['halfminute', 'co'])).toEqual(['codes', 'copy', 'completion']);
    expect(complete(['halfminute', '--vault', 'x', 'und'])).toEqual(['undo']);
    expect(complete(['halfminute', 'codes', '--w'])).toEqual(['--watch']);
    expect(complete(['halfminute', 'add', '--algorithm', 'SHA5'])).toEqual(['SHA512']);
    expect(complete(['halfminute', 'completion', ''])).toContain('fish');
    const folder = mkdtempSync(path.join(tmpdir(), 'halfminute completion '));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    writeFileSync(path.join(folder, 'a b.json'), '');
    expect(complete(['halfminute', 'read', path.join(folder, 'a')])).toEqual([path.join(folder, 'a b.json')]);
    expect(complete(['halfminute', 'list', '--vault', path.join(folder, 'a')])).toHaveLength(1);
  });

  it('for fish gives commands, values and files', ({ skip }) => {
    if (!versionOf('fish')) skip('fish is not installed');
    const completed = (line: string) =>
      execFileSync('fish', ['-c', `${fishCompletion(shown)}\ncomplete -C '${line}'`])
        .toString()
        .split('\n')
        .flatMap((each) => (each === '' ? [] : [each.split('\t')[0]]));
    expect(completed('halfminute und')).toEqual(['undo']);
    expect(completed('halfminute add --algorithm ')).toEqual(['SHA1', 'SHA256', 'SHA512']);
    expect(completed('halfminute completion ')).toEqual(['bash', 'fish', 'zsh']);
    expect(completed(`halfminute read ${PAGE.slice(0, -2)}`)).toEqual([PAGE]);
  });

  it.each([
    ['zsh', zshCompletion(shown)],
    ['fish', fishCompletion(shown)],
  ])('for %s is sound to it', (shell, script) => {
    for (const { name } of shown) expect(script).toContain(name);
    expect(script).not.toContain('clear-clipboard');
    // Where the shell is not installed the text above is all that is checked.
    if (!versionOf(shell)) return;
    const folder = mkdtempSync(path.join(tmpdir(), 'halfminute-completion-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = path.join(folder, 'script');
    writeFileSync(file, script);
    const checked = spawnSync(shell, [shell === 'zsh' ? '-n' : '--no-execute', file]);
    expect([checked.status, checked.stderr.toString()]).toEqual([0, '']);
  });
});

describe('the vault that is meant without --vault', () => {
  it.each([
    ['linux' as const, {}, '/home/ann/.config/Halfminute/vault.halfminute'],
    ['linux' as const, { XDG_CONFIG_HOME: '/etc/ann' }, '/etc/ann/Halfminute/vault.halfminute'],
    ['darwin' as const, {}, '/home/ann/Library/Application Support/Halfminute/vault.halfminute'],
    ['win32' as const, { APPDATA: 'C:\\A' }, 'C:\\A\\Halfminute\\vault.halfminute'],
  ])("is the app's on %s with %j", (platform, environment, expected) => {
    expect(appVaultPath(platform, environment, '/home/ann')).toBe(expected);
  });

  it("has Electron's name for the profile, and the package installs the command", () => {
    expect(productName).toBe(PROFILE_FOLDER);
    expect(bin).toEqual({ halfminute: 'out/cli.cjs' });
  });
});
