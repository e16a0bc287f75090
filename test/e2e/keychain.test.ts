/**
 * Unlocking by the OS keychain in the real app, with a real gnome-keyring: kept, locked, changed, gone, damaged.
 * Whatever it does, the password opens the same vault. Linux only; other systems' keychains want a person.
 */
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Authenticator } from '../../electron/ipc/contract.ts';
import { type Keyring, startKeyring } from './driver/keyring.ts';
import { discardApps, makeProfile, type RunningApp, startApp } from './driver/running-app.ts';
import {
  chooseFromMenu,
  closeDialog,
  codesScreen,
  createVault,
  lock,
  PASSWORD,
  unlock,
  unlockScreen,
} from './driver/screens.ts';

declare const window: { readonly authenticator: Authenticator };

const LIBSECRET = ['--password-store=gnome-libsecret'];
const BASIC = ['--password-store=basic'];

const stateOf = (page: Page) => page.evaluate(() => window.authenticator.vault.state());
const keysOf = (page: Page) => page.evaluate(() => window.authenticator.keys.state());
const turnKeychainOn = (page: Page) =>
  page.evaluate((password) => window.authenticator.keys.startKeychain({ password }), PASSWORD);
const unlockWithKeychain = (page: Page) =>
  page.evaluate(() => window.authenticator.vault.unlockWithKeychain());
const notUsable = { ok: false, code: 'keychain-not-usable' };

let keyring: Keyring;
let profile: string;
let apps: RunningApp[];
const environmentBefore = { ...process.env };

beforeAll(() => {
  if (process.platform !== 'linux') throw new Error('gnome-keyring is Linux’s: run this file there');
});
beforeEach(async () => {
  apps = [];
  keyring = await startKeyring();
  Object.assign(process.env, keyring.environment);
  profile = await makeProfile();
});
afterEach(async () => {
  await discardApps(apps);
  for (const name of Object.keys(keyring.environment)) delete process.env[name];
  Object.assign(process.env, environmentBefore);
  await keyring.stop();
  await rm(profile, { recursive: true, force: true });
});

async function start(args: readonly string[] = LIBSECRET): Promise<RunningApp> {
  const app = await startApp({ profile, args });
  apps.push(app);
  return app;
}

/** A vault whose keychain is in use, and the app ended. */
async function vaultWithKeychain(): Promise<void> {
  const app = await start();
  await createVault(app.page);
  expect(await turnKeychainOn(app.page)).toMatchObject({ ok: true, value: { keychain: 'ready' } });
  await app.stop();
}

describe('a keyring that works', () => {
  it('unlocks without the password after a restart, and is off before it was asked for', async () => {
    const app = await start();
    await createVault(app.page);
    expect(await keysOf(app.page)).toMatchObject({ value: { keychain: 'off', isKeychainOffered: true } });
    await expect(stat(path.join(profile, 'keychain-key.json'))).rejects.toMatchObject({ code: 'ENOENT' });
    expect(await turnKeychainOn(app.page)).toMatchObject({ ok: true });
    const kept = path.join(profile, 'keychain-key.json');
    expect((await stat(kept)).mode & 0o777).toBe(0o600);
    // Chromium's mark of what was encrypted under a key from the keyring, and not under the one in its source.
    const { encrypted } = JSON.parse(await readFile(kept, 'utf8')) as { encrypted: string };
    expect(Buffer.from(encrypted, 'base64').subarray(0, 3).toString()).toBe('v11');
    await app.stop();

    const again = await start();
    expect(await stateOf(again.page)).toMatchObject({ value: { status: 'locked', keychain: 'ready' } });
    expect(await unlockWithKeychain(again.page)).toMatchObject({ ok: true, value: { accountCount: 0 } });
    expect(await keysOf(again.page)).toMatchObject({ value: { openedBy: 'keychain' } });
  });
});

describe('the switch in the settings', () => {
  const toggle = (page: Page) => page.getByRole('switch', { name: 'Unlock with the system keychain' });

  it('turns it on for the password, one click unlocks, and off again it is gone from the unlock screen', async () => {
    const { page } = await start();
    await createVault(page);
    await chooseFromMenu(page, 'More', 'Settings');
    await toggle(page).click();
    const ask = page.getByRole('dialog', { name: 'Unlock with the system keychain' });
    await ask.getByLabel('Vault password').fill('wrong horse battery');
    await page.keyboard.press('Enter');
    await ask.getByText('That is not the password. Try again.').waitFor();
    await ask.getByLabel('Vault password').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await expect.poll(() => toggle(page).isChecked()).toBe(true);
    await closeDialog(page);
    await lock(page);
    await page.getByRole('button', { name: 'Unlock with the system keychain' }).click();
    await codesScreen(page).waitFor();
    await chooseFromMenu(page, 'More', 'Settings');
    await toggle(page).click();
    await expect.poll(() => toggle(page).isChecked()).toBe(false);
    await closeDialog(page);
    await lock(page);
    await unlockScreen(page).waitFor();
    expect(await page.getByRole('button', { name: 'Unlock with the system keychain' }).count()).toBe(0);
    await unlock(page);
  });
});

describe('a keychain that fails', () => {
  it.each([
    ['is locked', () => keyring.restart('locked'), LIBSECRET, 'locked'],
    ['is gone', async () => {}, BASIC, 'locked'],
    ['lost its part', () => rm(path.join(profile, 'keychain-key.json')), LIBSECRET, 'failed'],
    [
      'has a damaged part',
      () => writeFile(path.join(profile, 'keychain-key.json'), '{"bac'),
      LIBSECRET,
      'failed',
    ],
    [
      'was another one',
      () =>
        writeFile(
          path.join(profile, 'keychain-key.json'),
          JSON.stringify({ backend: 'kwallet6', encrypted: 'AAAA' }),
        ),
      LIBSECRET,
      'changed',
    ],
  ] as const)(
    'because it %s says so, and the password opens the same vault',
    async (_what, fail, args, state) => {
      await vaultWithKeychain();
      const vaultBytes = await readFile(path.join(profile, 'vault.halfminute'));
      await fail();
      const { page } = await start(args);
      expect(await stateOf(page)).toMatchObject({ value: { status: 'locked' } });
      expect(await unlockWithKeychain(page)).toEqual(notUsable);
      expect(await stateOf(page)).toMatchObject({ value: { status: 'locked', keychain: state } });
      expect(await readFile(path.join(profile, 'vault.halfminute'))).toEqual(vaultBytes);
      await unlock(page);
      await codesScreen(page).waitFor();
      expect(await keysOf(page)).toMatchObject({ value: { openedBy: 'password' } });
    },
  );

  it('is not used where nothing would protect the key', async () => {
    const { page } = await start(BASIC);
    await createVault(page);
    expect(await turnKeychainOn(page)).toEqual(notUsable);
    await expect(stat(path.join(profile, 'keychain-key.json'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('wrong passwords', () => {
  const retryAfterMs = async (page: Page) => {
    const state = await stateOf(page);
    if (!state.ok) throw new Error(state.code);
    return state.value.retryAfterMs;
  };
  /** With a margin: two processes' timers need not agree to the millisecond. */
  const waitItOut = async (page: Page) => page.waitForTimeout((await retryAfterMs(page)) + 100);
  const typeWrong = (page: Page) =>
    page.evaluate(() => window.authenticator.vault.unlock({ password: 'wrong password' }));

  it('are remembered over a restart of the app', async () => {
    const app = await start(BASIC);
    await createVault(app.page);
    await app.stop();
    const first = await start(BASIC);
    for (let time = 0; time < 4; time += 1) {
      await waitItOut(first.page);
      expect(await typeWrong(first.page)).toEqual({ ok: false, code: 'wrong-password' });
    }
    await first.stop();
    const settings = JSON.parse(await readFile(path.join(profile, 'settings.json'), 'utf8')) as {
      passwordMemory: { wrongCount: number };
    };
    expect(settings.passwordMemory.wrongCount).toBe(4);
    const second = await start(BASIC);
    expect(await retryAfterMs(second.page)).toBeLessThanOrEqual(2000);
    await waitItOut(second.page);
    expect(await typeWrong(second.page)).toEqual({ ok: false, code: 'wrong-password' });
    expect(await typeWrong(second.page)).toEqual({ ok: false, code: 'wait-before-retry' });
    expect(await retryAfterMs(second.page)).toBeGreaterThan(2000);
    await waitItOut(second.page);
    await unlock(second.page);
  });
});
