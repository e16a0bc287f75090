/**
 * An account's extras for the page, and what the page's changes make of them. Runs in the vault process.
 * The rule: recovery codes are counted here and stay here; what the page sends is cleaned before it is kept.
 */
import { createHash } from 'node:crypto';
import type { ExtrasChange, ExtrasView, IconView, PictureView } from '../ipc/contract.ts';
import { CodedError } from '../ipc/failure.ts';
import type { Account, AccountDraft } from '../otp/account.ts';
import {
  type AccountExtras,
  type AccountIcon,
  extrasOf,
  NOTE_LENGTH_MAX,
  pictureType,
  RECOVERY_CODES_MAX,
  type RecoveryCode,
  SEALS_MAX,
  type SealedCodes,
  TAGS_MAX,
} from '../otp/account-extras.ts';
import { cleanNote, cleanTags } from '../otp/clean-extras.ts';
import { mergeCodes, mergeSeals } from '../vault/merge-extras.ts';

export function extrasView(account: AccountExtras): ExtrasView {
  const { tags, note, isPinned, icon, lastUsedAtMs, useCount, verifiedAtMs, rank } = account;
  return {
    tags,
    note,
    isPinned,
    icon: icon === null ? null : iconView(icon),
    recoveryCodesLeft: recoveryCodesLeft(account),
    lastUsedAtMs,
    useCount,
    verifiedAtMs,
    rank,
  };
}

/**
 * Of those noted, the ones not marked as used; null when none are noted. Several seals hold the same codes as a rule, marked
 * differently in two copies of the vault: as few as are surely left.
 */
export function recoveryCodesLeft({
  recoveryCodes,
  sealedCodes,
}: Pick<AccountExtras, 'recoveryCodes' | 'sealedCodes'>): number | null {
  if (recoveryCodes.length + sealedCodes.length === 0) return null;
  const sealed = sealedCodes.length === 0 ? 0 : Math.min(...sealedCodes.map(({ left }) => left));
  return recoveryCodes.filter(({ usedAtMs }) => usedAtMs === null).length + sealed;
}

/** The pictures of those among `ids` that have one. */
export function picturesOf(accounts: readonly Account[], ids: ReadonlySet<string>): readonly PictureView[] {
  return accounts.flatMap(({ id, icon }) => {
    if (!ids.has(id) || icon?.kind !== 'picture') return [];
    const mediaType = pictureType(icon.bytes);
    if (mediaType === null) return [];
    return [{ id, pictureId: pictureIdOf(icon.bytes), mediaType, bytes: icon.bytes }];
  });
}

/** What a change makes of one account's extras. @throws CodedError `bad-argument` for a picture of another kind. */
export function changedExtras(account: AccountExtras, change: ExtrasChange): Partial<AccountDraft> {
  const { isPinned = account.isPinned, note, icon, addTags = [], removeTags = [] } = change;
  const gone = new Set(cleanTags(removeTags));
  return {
    isPinned,
    note: note === undefined ? account.note : cleanNote(note),
    icon: icon === undefined ? account.icon : keptIcon(icon),
    tags: cleanTags([...account.tags.filter((tag) => !gone.has(tag)), ...addTags]),
  };
}

/**
 * What a found account brings for one that gets its key: added to what is there, which stays.
 * @throws CodedError `bad-argument` where the two have no room in one account (`canJoinExtras`).
 */
export function joinedExtras(account: AccountExtras, draft: AccountDraft): Partial<AccountExtras> {
  if (!canJoinExtras(account, draft)) throw new CodedError('bad-argument');
  const brought = extrasOf(draft);
  return {
    tags: cleanTags([...account.tags, ...brought.tags]),
    note: joinedNote(account.note, brought.note),
    isPinned: account.isPinned || brought.isPinned,
    icon: account.icon ?? brought.icon,
    recoveryCodes: joinedCodes(account.recoveryCodes, brought.recoveryCodes),
    sealedCodes: joinedSeals(account.sealedCodes, brought.sealedCodes),
    lastUsedAtMs: account.lastUsedAtMs ?? brought.lastUsedAtMs,
    useCount: Math.max(account.useCount, brought.useCount),
    verifiedAtMs: brought.verifiedAtMs,
  };
}

/** Whether the tags, notes and recovery codes of both have room in one account, nothing cut off. */
export function canJoinExtras(account: AccountExtras, draft: AccountDraft): boolean {
  const brought = extrasOf(draft);
  return (
    new Set([...account.tags, ...brought.tags]).size <= TAGS_MAX &&
    joinedNote(account.note, brought.note).length <= NOTE_LENGTH_MAX &&
    haveCodesRoom(account, brought)
  );
}

/** Together they stay readable, whatever the seals hold: each may hold codes that are in none of the others. */
function haveCodesRoom(account: AccountExtras, brought: AccountExtras): boolean {
  const codes = joinedCodes(account.recoveryCodes, brought.recoveryCodes);
  const seals = joinedSeals(account.sealedCodes, brought.sealedCodes);
  const isNothingNew =
    codes.length === account.recoveryCodes.length && seals.length === account.sealedCodes.length;
  const count = seals.reduce((sum, seal) => sum + seal.count, codes.length);
  return isNothingNew || (seals.length <= SEALS_MAX && count <= RECOVERY_CODES_MAX);
}

const BLANK_LINE = '\n\n';

/** Both, with a blank line between them; once where one holds the other. */
function joinedNote(note: string, brought: string): string {
  const holds = (whole: string, part: string) =>
    `${BLANK_LINE}${whole}${BLANK_LINE}`.includes(`${BLANK_LINE}${part}${BLANK_LINE}`);
  if (brought === '' || holds(note, brought)) return note;
  return note === '' || holds(brought, note) ? brought : `${note}${BLANK_LINE}${brought}`;
}

/** In the account's order, then what is new; a code that is used in either is used. */
function joinedCodes(
  codes: readonly RecoveryCode[],
  brought: readonly RecoveryCode[],
): readonly RecoveryCode[] {
  return mergeCodes([], codes, brought);
}

/** Each once: a backup brings the seals that the account has. */
function joinedSeals(seals: readonly SealedCodes[], brought: readonly SealedCodes[]): readonly SealedCodes[] {
  return mergeSeals([], seals, brought);
}

function iconView(icon: AccountIcon): IconView {
  return icon.kind === 'mark' ? icon : { kind: 'picture', pictureId: pictureIdOf(icon.bytes) };
}

/** By the picture itself, which is never altered: a list of thousands is asked for often. */
const pictureIds = new WeakMap<Uint8Array, string>();

function pictureIdOf(bytes: Uint8Array): string {
  const known = pictureIds.get(bytes);
  if (known !== undefined) return known;
  const id = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
  pictureIds.set(bytes, id);
  return id;
}

/** An icon that the page sent. @throws CodedError `bad-argument` for a picture of another kind. */
export function keptIcon(icon: AccountIcon | null): AccountIcon | null {
  if (icon?.kind === 'picture' && pictureType(icon.bytes) === null) throw new CodedError('bad-argument');
  // A copy: what came over the port may be a view of a larger buffer.
  return icon?.kind === 'picture' ? { ...icon, bytes: new Uint8Array(icon.bytes) } : icon;
}
