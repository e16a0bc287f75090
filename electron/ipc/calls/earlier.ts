/**
 * Calls about whole earlier files of the vault. Runs in every process.
 * The rule: they change nothing but by `restore`, which renames what it replaces.
 */
import * as v from 'valibot';
import type { EarlierContent, EarlierFile } from '../earlier.ts';
import { call, id, isWorkAccepted, nothing, password, recoveryTexts } from './call.ts';
import type { VaultOpened } from './vault.ts';

/**
 * Whole earlier files: previous versions beside the vault, what an upgrade replaced, automatic backups. For a vault that is
 * `damaged` or missing; it works beside a sound one, too, while that is locked.
 */
export const earlierCalls = {
  /** Newest first. */
  list: call<readonly EarlierFile[]>()(nothing),
  /** What each of them holds that this password opens; `wrong-password` when it opens none. Waits like `vault.unlock`. `unusual-work`. */
  open: call<readonly EarlierContent[]>()(v.strictObject({ password, isWorkAccepted })),
  openWithRecovery: call<readonly EarlierContent[]>()(v.strictObject({ texts: recoveryTexts })),
  /** Makes one that was opened the vault, and unlocks it. What was in its place is renamed aside, never deleted. */
  restore: call<VaultOpened>()(v.strictObject({ fileId: id })),
} as const;
