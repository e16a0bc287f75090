/**
 * Copying a code: rolled over to the next one where it is nearly over, and counted as a use. Runs in the page.
 * The rule: every place that copies a code does it here, so that none goes stale and none is left uncounted.
 */
import type { CodeView, Settings } from '../electron/ipc/contract.ts';
import { authenticator } from './authenticator.ts';
import { type Clock, secondsUntil } from './clock.ts';
import { t } from './locales/text.ts';
import type { Page } from './page-context.ts';

/** Copies the code of a view; resolves to what there is to say, null when it has none or a failure was reported. */
export async function copyCode(
  view: CodeView,
  { settings, clock, report }: Pick<Page, 'settings' | 'clock' | 'report'>,
): Promise<string | null> {
  const { id, code } = view;
  if (code === null) return null;
  const next = nextToFollow(view, settings, clock);
  const result = await authenticator.clipboard.copy(next ? { code, next } : { code });
  if (!result.ok) {
    report(result.code);
    return null;
  }
  // A count: whoever has the code does not wait for it, nor hear that it could not be kept.
  void authenticator.codes.used({ id });
  return next
    ? t('codes.copiedNext', { seconds: secondsUntil(next.atMs, clock.now()) })
    : t('codes.copied', { seconds: result.value.clearAfterSeconds });
}

function nextToFollow({ nextCode, validUntilMs }: CodeView, settings: Settings, clock: Clock) {
  if (nextCode === null || validUntilMs === null || settings.handOffSeconds === 0) return null;
  const secondsLeft = secondsUntil(validUntilMs, clock.now());
  return secondsLeft <= settings.handOffSeconds ? { code: nextCode, atMs: validUntilMs } : null;
}
