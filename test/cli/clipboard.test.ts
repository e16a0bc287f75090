/** `copy`: the code reaches the clipboard's program by its standard input, and leaves again if it is ours. Runs under Node. */
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { clipboardPrograms } from '../../electron/cli/clipboard.ts';
import { hotp, totp } from '../vault/vault-samples.ts';
import { commandUnderTest, digestOf } from './command-under-test.ts';

const command = commandUnderTest([totp('ann'), hotp('counter')]);

/** Stands for xclip: the selection is a file, and its arguments are noted. */
const XCLIP = `#!/bin/sh
echo "$@" >> "$CLIPBOARD.arguments"
case "$*" in
  *-out*) cat "$CLIPBOARD" ;;
  *) cat > "$CLIPBOARD" ;;
esac
`;

let bin = '';
beforeAll(async () => {
  bin = command.at('bin');
  await mkdir(bin);
  await writeFile(path.join(bin, 'xclip'), XCLIP);
  await chmod(path.join(bin, 'xclip'), 0o755);
});

function desktop(clipboard: string) {
  const environment = { DISPLAY: ':9', WAYLAND_DISPLAY: '', CLIPBOARD: clipboard };
  return { environment: { ...environment, PATH: `${bin}${path.delimiter}${process.env.PATH}` } };
}

/** The clipboard's text once it fits; its last text when it never does. */
async function clipboardWhen(file: string, fits: (text: string) => boolean): Promise<string> {
  for (let tries = 0; tries < 100; tries += 1) {
    const text = await readFile(file, 'utf8');
    if (fits(text)) return text;
    await wait(100);
  }
  return readFile(file, 'utf8');
}

describe('copy', () => {
  it('puts the code on the clipboard, prints it nowhere and clears it in time', async () => {
    const vault = await command.vault('vault');
    const clipboard = command.at('clipboard');
    const args = ['copy', 'ann', '--clear-after', '1', '--json'];
    const copied = await command.on(vault, args, desktop(clipboard));
    const code = await readFile(clipboard, 'utf8');
    expect(copied.code).toBe(0);
    expect(JSON.parse(copied.output)).toEqual({
      copied: { id: expect.any(String), issuer: 'Example', account: 'ann' },
      clearsAfter: 1,
    });
    expect(code).toMatch(/^\d{6}$/);
    expect(copied.output + copied.errors).not.toContain(code);
    expect(await clipboardWhen(clipboard, (text) => text === '')).toBe('');
    expect(await readFile(`${clipboard}.arguments`, 'utf8')).not.toContain(code);
  });

  it('leaves alone what somebody else copied since', async () => {
    const vault = await command.vault('vault-other');
    const clipboard = command.at('clipboard-other');
    await command.on(vault, ['copy', 'ann', '--clear-after', '1'], desktop(clipboard));
    await writeFile(clipboard, 'mine');
    const looked = await clipboardWhen(`${clipboard}.arguments`, (text) => text.includes('-out'));
    expect(looked).toContain('-out');
    await wait(500);
    expect(await readFile(clipboard, 'utf8')).toBe('mine');
  });

  it('uses up a counter, and refuses to guess', async () => {
    const vault = await command.vault('vault-counter');
    const clipboard = command.at('clipboard-counter');
    const args = ['copy', 'counter', '--clear-after', '0', '--json'];
    const copied = await command.on(vault, args, desktop(clipboard));
    expect(JSON.parse(copied.output).clearsAfter).toBeNull();
    expect(await readFile(clipboard, 'utf8')).toBe('755224');
    const before = await digestOf(vault);
    expect((await command.on(vault, ['copy', 'n'], desktop(clipboard))).code).toBe(1);
    expect((await command.on(vault, ['copy', 'nobody'], desktop(clipboard))).code).toBe(5);
    expect(await digestOf(vault)).toBe(before);
  });

  it('says what is missing where there is no clipboard', async () => {
    const vault = await command.vault('vault-none');
    for (const environment of [
      { DISPLAY: '', WAYLAND_DISPLAY: '' },
      { DISPLAY: ':9', WAYLAND_DISPLAY: 'wayland-9', PATH: command.at('empty') },
    ]) {
      const refused = await command.on(vault, ['copy', 'ann', '--json'], { environment });
      expect([refused.code, JSON.parse(refused.output)]).toEqual([1, { problem: 'no-clipboard' }]);
    }
  });
});

it('knows the programs of each system', () => {
  const names = (...[platform, environment]: Parameters<typeof clipboardPrograms>) =>
    clipboardPrograms(platform, environment).map(({ copy: [program] }) => program);
  expect(names('linux', { WAYLAND_DISPLAY: 'w', DISPLAY: ':0' })).toEqual(['wl-copy', 'xclip', 'xsel']);
  expect(names('linux', {})).toEqual([]);
  expect(names('darwin', {})).toEqual(['pbcopy']);
  expect(names('win32', {})).toEqual(['clip']);
});
