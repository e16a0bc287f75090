/**
 * What axe-core finds on the real window's screens, light and dark.
 * Runs in the tests' process. The rule: whoever looks also asks for the problems; nothing found is forgotten.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
/**
 * Base UI's guards around a menu: the focus that reaches one goes on to the menu or past it at once, so nobody ever
 * rests on something hidden. axe cannot see that.
 */
const FOCUS_GUARD = '[data-base-ui-focus-guard]';
const problems: string[] = [];

/** What was found since this was last asked. */
export const takeProblems = (): string[] => problems.splice(0);

/** What is wrong on the screen as it is, in both themes. */
export async function look(page: Page, screen: string): Promise<void> {
  const axe = await readFile(AXE, 'utf8');
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme });
    await page.waitForFunction((wanted) => document.documentElement.dataset.theme === wanted, theme);
    await page.evaluate(() =>
      Promise.all(document.getAnimations().map((each) => each.finished.catch(() => null))),
    );
    await page.evaluate(axe);
    const { violations } = await page.evaluate(async (guard) => {
      const { axe } = window as unknown as {
        axe: { run: (where: unknown, options: unknown) => Promise<AxeResults> };
      };
      return axe.run({ exclude: [guard] }, { resultTypes: ['violations'] });
    }, FOCUS_GUARD);
    for (const { id, nodes } of violations) {
      for (const { html, failureSummary } of nodes) {
        problems.push(`${screen}, ${theme}: ${id}: ${html.slice(0, 120)} ${failureSummary}`);
      }
    }
  }
}
