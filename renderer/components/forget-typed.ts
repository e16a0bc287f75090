/**
 * Has the page's memory written over where a password was typed, once its field is gone. Runs in the page.
 * The rule: nothing depends on it; it only shortens the time for which freed memory still holds what was typed.
 *
 * A password passes through strings of V8 and of Blink. When they are freed, Blink's allocator writes over their first bytes
 * alone, and V8 frees them when it next collects garbage, which an idle page does not. So: collect, then fill the free places
 * of every size that the text or its beginnings can have had. `test/e2e/memory.test.ts` searches the process afterwards.
 */

/** Main has the garbage collected; a page without it (the look page) has none of this. */
let collectGarbage: () => Promise<unknown> = async () => undefined;

/** Tells how garbage is collected here; once, at the page's start. */
export function collectGarbageBy(collector: () => Promise<unknown>): void {
  collectGarbage = collector;
}

/** After the screen that follows has been drawn. */
const DELAY_MS = 1000;
/** Blink's allocator hands out places in steps of 16 bytes. */
const PLACE_BYTES = 16;
/** Of one size; more than a page of ours has free. */
const PLACES = 2000;
/** Longer ones are rare, and places of their size, too. */
const LENGTH_MAX = 128;
/** What is collected is taken apart in the pauses of the page. */
const SWEEP_MS = 300;

let timer: ReturnType<typeof setTimeout> | undefined;
let longest = 0;

/** Empties the field now; what is left of its text in memory follows a moment later. */
export function forgetTyped(field: HTMLInputElement | null): void {
  if (!field) return;
  longest = Math.min(LENGTH_MAX, Math.max(longest, field.value.length));
  field.value = '';
  field.removeAttribute('value');
  clearTimeout(timer);
  timer = setTimeout(collect, DELAY_MS);
}

/** The field goes with the first collection, its text with the second, what filled its place with the third. */
function collect(): void {
  void collectGarbage();
  timer = setTimeout(() => {
    void collectGarbage();
    timer = setTimeout(() => fillFreePlaces(PLACE_BYTES), SWEEP_MS);
  }, SWEEP_MS);
}

/** Strings of one and of two bytes a character, each with a place of its own; one size a task, so that nobody waits. */
function fillFreePlaces(size: number): void {
  for (const last of ['.', '\u2022']) {
    const holder = document.createDocumentFragment();
    for (let index = 0; index < PLACES; index += 1) {
      holder.append(`${index}`.padEnd(size - 1, '.') + last);
    }
  }
  const next = size + PLACE_BYTES;
  if (next <= longest + PLACE_BYTES) {
    timer = setTimeout(() => fillFreePlaces(next));
    return;
  }
  longest = 0;
  // Left to itself, it would be collected in a minute or so, of a window that is hidden by then.
  timer = setTimeout(() => void collectGarbage(), SWEEP_MS);
}
