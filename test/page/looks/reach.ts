/**
 * What people with a small window, large type or a system's own colours would miss in the page as it is.
 * Used by the page tests that go over every view. Each answer names elements; none is as it should be.
 */
import type { Page } from 'playwright-core';

/** Texts that may end in an ellipsis: names in a list, whole in the row's name and under "Edit". */
const MAY_BE_SHORTENED =
  '.row-issuer, .row-account, .popup-issuer, .popup-account, .window-name, .toast-text';

/** Text that stands beside the window or beyond an edge that cuts it, and what can only be seen by scrolling sideways. */
export const findCutOff = (page: Page): Promise<readonly string[]> =>
  page.evaluate((shortened) => {
    const found = new Set<string>();
    const nameOf = (element: Element) => `${element.tagName.toLowerCase()}.${element.className}`;
    for (const element of document.querySelectorAll('*')) {
      const { overflowX } = getComputedStyle(element);
      const isField = element.matches('input, textarea');
      if (isField || element.closest('.for-screen-reader') || !element.checkVisibility()) continue;
      const isScrolling = element === document.documentElement || ['auto', 'scroll'].includes(overflowX);
      if (isScrolling && element.scrollWidth > element.clientWidth)
        found.add(`${nameOf(element)} scrolls sideways`);
    }
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (!parent?.checkVisibility({ opacityProperty: true }) || node.textContent?.trim() === '') continue;
      if (parent.closest(`.for-screen-reader, svg, script, style, option, ${shortened}`)) continue;
      // A button that shows its icon alone keeps its words for the screen reader.
      if (getComputedStyle(parent).clipPath === 'inset(50%)') continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const box of range.getClientRects()) {
        if (box.width < 1) continue;
        const say = (edge: string) => found.add(`“${node.textContent?.trim().slice(0, 40)}” beyond ${edge}`);
        if (box.left < -1 || box.right > document.documentElement.clientWidth + 1) say('the window');
        for (let edge: Element | null = parent; edge; edge = edge.parentElement) {
          if (getComputedStyle(edge).overflowX === 'visible') continue;
          const around = edge.getBoundingClientRect();
          if (box.left < around.left - 1 || box.right > around.right + 1) say(nameOf(edge));
        }
      }
    }
    return [...found];
  }, MAY_BE_SHORTENED);

/** Controls of the topmost dialog, menu or screen that scrolling does not bring to where they can be clicked. */
export const findUnreachable = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const tops = document.querySelectorAll('[role="dialog"], [role="menu"], [role="listbox"]');
    const top = [...tops].filter((each) => each.checkVisibility()).at(-1) ?? document.body;
    const controls = top.querySelectorAll<HTMLElement>(
      'button, input:not([type="file"]), textarea, a[href], summary, [role="radio"], [role="checkbox"], [role="switch"], [role="combobox"], [role="menuitem"], [role="option"]',
    );
    const lost: string[] = [];
    for (const control of controls) {
      if (!control.checkVisibility() || control.closest('[aria-hidden="true"], [inert], .for-screen-reader'))
        continue;
      control.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' });
      const box = control.getBoundingClientRect();
      if (box.width <= 1 || box.height <= 1) continue;
      const hit = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
      const isHit =
        hit !== null &&
        (control.contains(hit) || hit.contains(control) || hit.closest('label')?.contains(control));
      if (!isHit)
        lost.push(
          `${control.getAttribute('aria-label') ?? control.textContent ?? control.tagName} under ${hit?.className ?? 'nothing'}`,
        );
    }
    return lost;
  });

/** What moves although the person asked for less motion. */
export const findMotion = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const isTimed = (times: string) => times.split(',').some((time) => Number.parseFloat(time) > 0);
    const moving = [...document.querySelectorAll('*')].flatMap((element) =>
      [null, '::before', '::after'].flatMap((part) => {
        const style = getComputedStyle(element, part);
        const isMoving =
          isTimed(style.transitionDuration) ||
          (style.animationName !== 'none' && isTimed(style.animationDuration));
        return isMoving
          ? [`${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}${part ?? ''}`]
          : [];
      }),
    );
    return [...new Set(moving)];
  });

export interface FocusSeen {
  readonly name: string;
  readonly isSeen: boolean;
}

/** Goes on by Tab and tells whether what has the focus then is outlined or edged in the system's colours. */
export async function tabThrough(page: Page, count: number): Promise<readonly FocusSeen[]> {
  const seen: FocusSeen[] = [];
  for (let index = 0; index < count; index += 1) {
    await page.keyboard.press('Tab');
    const focus = await page.evaluate(() => {
      const element = document.activeElement;
      if (
        !element ||
        element === document.body ||
        element.matches('[data-base-ui-focus-guard], [role="dialog"]')
      )
        return null;
      const { outlineStyle, outlineWidth, borderBottomColor, borderBottomWidth } = getComputedStyle(element);
      const isOutlined = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1;
      const isField = element.matches('input, textarea');
      // A field without a frame, as in the small window, has its caret and a line.
      const isLined = isField && Number.parseFloat(borderBottomWidth) >= 1 && borderBottomColor !== '';
      return {
        name: element.getAttribute('aria-label') ?? element.textContent ?? element.className,
        isSeen: isOutlined || isLined,
      };
    });
    if (focus) seen.push(focus);
  }
  return seen;
}
