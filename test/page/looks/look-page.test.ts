/** The look page of `npm run dev`: it shows every component, state and token, in each theme, and no build of the app has it. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROJECT } from '../../../build/project.mjs';
import { pageConfig } from '../../../build/vite-page.mjs';
import { buildPage } from '../built-page.ts';
import { expectAccessible } from '../page-steps.ts';
import { PageUnderTest } from '../page-under-test.ts';

const LOOK = path.join(PROJECT, 'renderer/look');

let under: PageUnderTest;
let page: Page;
let folder: string | undefined;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'halfminute-look-'));
  await buildPage(folder, ['look.html']);
  under = await PageUnderTest.start([], folder);
  page = await under.open({ file: 'look.html', fake: { status: 'unlocked' }, reducedMotion: 'reduce' });
  await page.getByLabel('Words').first().waitFor();
}, 120_000);
afterAll(async () => {
  await under?.stop();
  if (folder) await rm(folder, { recursive: true, force: true });
});

describe('the look page', () => {
  it('has every component of renderer/components', async () => {
    const parts = (await readdir(LOOK)).filter((file) => file.endsWith('.tsx'));
    const files = ['../look-main.tsx', ...parts];
    const texts = await Promise.all(files.map((file) => readFile(path.join(LOOK, file), 'utf8')));
    const components = (await readdir(path.join(PROJECT, 'renderer/components'))).filter((file) =>
      file.endsWith('.tsx'),
    );
    expect(components.length).toBeGreaterThan(15);
    expect(components.filter((file) => !texts.some((text) => text.includes(`/components/${file}'`)))).toEqual(
      [],
    );
  });

  it('shows every token with its value', async () => {
    const css = await readFile(path.join(PROJECT, 'renderer/styles/tokens.css'), 'utf8');
    const names = new Set([...css.matchAll(/(--[a-z0-9-]+)\s*:/g)].map((match) => match[1]));
    const shown = await page
      .locator('[data-token]')
      .evaluateAll((all) => all.map((each) => each.getAttribute('data-token')));
    expect(shown.toSorted()).toEqual([...names].toSorted());
  });

  it('shows states as a pointer and the keyboard bring them', async () => {
    const primary = page.getByRole('region', { name: 'button primary' });
    const ground = (state: string) =>
      primary
        .locator(`[data-state="${state}"]`)
        .evaluate((button) => getComputedStyle(button).backgroundColor);
    expect(await ground('hover')).not.toBe(await ground('rest'));
    const outline = await primary
      .locator('[data-state="focus"]')
      .evaluate((button) => getComputedStyle(button).outlineStyle);
    expect(outline).toBe('solid');
  });

  it.each(['Light', 'Dark'])('is accessible, %s, with normal and high contrast', async (theme) => {
    const bar = page.getByRole('radiogroup', { name: 'Theme' }).first();
    await bar.getByRole('radio', { name: theme }).click();
    await expectAccessible(page);
    await page.getByRole('switch', { name: 'High contrast' }).click();
    await expectAccessible(page);
    await page.getByRole('switch', { name: 'High contrast' }).click();
  });

  it.each(['dialog', 'form-dialog', 'confirm-dialog', 'password-dialog'])('opens its %s', async (name) => {
    await page.getByRole('button', { name, exact: true }).click();
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('is in no build of the app', () => {
    const pages = [pageConfig().build?.rolldownOptions?.input]
      .flat()
      .map((page) => path.basename(String(page)));
    expect(pages).toContain('index.html');
    expect(pages).not.toContain('look.html');
  });
});

it('runs without a script error or a refusal by the content security policy', () => {
  expect(under.problems).toEqual([]);
});
