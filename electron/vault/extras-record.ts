/**
 * What an account carries beyond its codes, as members of its record, and back. Vault process, CLI, tests.
 * The rules: every member is optional and absent where there is nothing to say, so that older files read and write as
 * they were; one that is not as docs/vault-format.md has it is kept like an unknown one and costs nobody the account.
 */
import {
  type AccountExtras,
  type AccountIcon,
  DISTINCT_MAX,
  isMarkName,
  NO_EXTRAS,
  NOTE_LENGTH_MAX,
  PICTURE_BYTES_MAX,
  pictureType,
  RANK_MAX,
  RECOVERY_CODE_LENGTH_MAX,
  RECOVERY_CODES_MAX,
  type RecoveryCode,
  SEALS_MAX,
  type SealedCodes,
  TAG_LENGTH_MAX,
  TAGS_MAX,
} from '../otp/account-extras.ts';
import { isJsonObject, isText, isWhole, type JsonObject } from './json-object.ts';
import { KDF_SALT_BYTES } from './kdf.ts';
import type { UnknownMembers } from './vault.ts';
import { WRAPPED_KEY_BYTES } from './wrapped-key.ts';

const ID_LENGTH_MAX = 64;

/** Base64 of a password slot's body. */
export const CODES_LOCK_TEXT_LENGTH = Math.ceil((6 + KDF_SALT_BYTES + WRAPPED_KEY_BYTES) / 3) * 4;
/** Base64 of as many codes of the largest size as an account may have, each character escaped. */
const SEALED_LENGTH_MAX = 1024 * 1024;

export function extrasMembers(extras: AccountExtras): JsonObject {
  const { tags, note, isPinned, icon, recoveryCodes, lastUsedAtMs, useCount, verifiedAtMs } = extras;
  const { sealedCodes, rank, distinctFrom } = extras;
  return {
    ...(tags.length > 0 ? { tags } : {}),
    ...(note === '' ? {} : { note }),
    ...(isPinned ? { pinned: true } : {}),
    ...(icon === null ? {} : { icon: iconMember(icon) }),
    ...(recoveryCodes.length > 0 ? { recoveryCodes: recoveryCodes.map(codeMember) } : {}),
    ...(sealedCodes.length > 0 ? { sealedCodes } : {}),
    ...(lastUsedAtMs === null ? {} : { lastUsedAt: lastUsedAtMs }),
    ...(useCount === 0 ? {} : { useCount }),
    ...(verifiedAtMs === null ? {} : { verifiedAt: verifiedAtMs }),
    ...(rank === null ? {} : { rank }),
    ...(distinctFrom.length > 0 ? { distinctFrom } : {}),
  };
}

/** The extras among a record's members, and the members that are none. */
export function decodeExtras(members: JsonObject): { extras: AccountExtras; unknown: UnknownMembers } {
  const { tags, note, pinned, icon, recoveryCodes, lastUsedAt, useCount, verifiedAt, ...afterUse } = members;
  const { sealedCodes, rank, distinctFrom, ...rest } = afterUse;
  const read = {
    tags: readTexts(tags, TAGS_MAX, TAG_LENGTH_MAX),
    note: isText(note, NOTE_LENGTH_MAX) && note !== '' ? note : null,
    pinned: pinned === true ? pinned : null,
    icon: readIcon(icon),
    recoveryCodes: readCodes(recoveryCodes),
    sealedCodes: readSeals(sealedCodes),
    lastUsedAt: readTime(lastUsedAt),
    useCount: isWhole(useCount, 1, Number.MAX_SAFE_INTEGER) ? useCount : null,
    verifiedAt: readTime(verifiedAt),
    rank: isWhole(rank, -RANK_MAX, RANK_MAX) ? rank : null,
    distinctFrom: readTexts(distinctFrom, DISTINCT_MAX, ID_LENGTH_MAX),
  };
  const unread = Object.entries(read)
    .filter(([name, value]) => value === null && Object.hasOwn(members, name))
    .map(([name]) => [name, members[name]]);
  return {
    extras: {
      tags: read.tags ?? NO_EXTRAS.tags,
      note: read.note ?? NO_EXTRAS.note,
      isPinned: read.pinned ?? NO_EXTRAS.isPinned,
      icon: read.icon,
      recoveryCodes: read.recoveryCodes ?? NO_EXTRAS.recoveryCodes,
      sealedCodes: read.sealedCodes ?? NO_EXTRAS.sealedCodes,
      lastUsedAtMs: read.lastUsedAt,
      useCount: read.useCount ?? NO_EXTRAS.useCount,
      verifiedAtMs: read.verifiedAt,
      rank: read.rank,
      distinctFrom: read.distinctFrom ?? NO_EXTRAS.distinctFrom,
    },
    unknown: unread.length === 0 ? rest : { ...rest, ...Object.fromEntries(unread) },
  };
}

function iconMember(icon: AccountIcon): JsonObject {
  return icon.kind === 'mark' ? { mark: icon.name } : { picture: Buffer.from(icon.bytes).toString('base64') };
}

export function codeMember({ code, usedAtMs }: RecoveryCode): JsonObject {
  return usedAtMs === null ? { code } : { code, usedAt: usedAtMs };
}

function readTexts(value: unknown, countMax: number, lengthMax: number): readonly string[] | null {
  if (!Array.isArray(value) || value.length === 0 || value.length > countMax) return null;
  if (!value.every((text) => isText(text, lengthMax) && text !== '')) return null;
  return new Set(value).size === value.length ? value : null;
}

function readIcon(value: unknown): AccountIcon | null {
  if (!isJsonObject(value) || Object.keys(value).length !== 1) return null;
  const { mark, picture } = value;
  if (typeof mark === 'string') return isMarkName(mark) ? { kind: 'mark', name: mark } : null;
  if (!isText(picture, Math.ceil(PICTURE_BYTES_MAX / 3) * 4)) return null;
  const bytes = new Uint8Array(Buffer.from(picture, 'base64'));
  return pictureType(bytes) === null ? null : { kind: 'picture', bytes };
}

/** Null for what is no list of codes. */
export function readCodes(value: unknown): readonly RecoveryCode[] | null {
  if (!Array.isArray(value) || value.length === 0 || value.length > RECOVERY_CODES_MAX) return null;
  const codes = value.map(readCode);
  return codes.every((code) => code !== null) ? codes : null;
}

/** Null when it has members that this version does not know: writing it back would drop them. */
function readCode(value: unknown): RecoveryCode | null {
  if (!isJsonObject(value)) return null;
  const { code, usedAt, ...others } = value;
  if (!isText(code, RECOVERY_CODE_LENGTH_MAX) || code === '' || Object.keys(others).length > 0) return null;
  const usedAtMs = readTime(usedAt);
  return usedAt !== undefined && usedAtMs === null ? null : { code, usedAtMs };
}

function readSeals(value: unknown): readonly SealedCodes[] | null {
  if (!Array.isArray(value) || value.length === 0 || value.length > SEALS_MAX) return null;
  return value.every(isSeal) ? value : null;
}

function isSeal(value: unknown): value is SealedCodes {
  if (!isJsonObject(value) || Object.keys(value).length !== 5) return false;
  const { account, lock, sealed, left, count } = value;
  return (
    isText(account, 64) &&
    isText(lock, CODES_LOCK_TEXT_LENGTH) &&
    lock.length === CODES_LOCK_TEXT_LENGTH &&
    isText(sealed, SEALED_LENGTH_MAX) &&
    isWhole(count, 1, RECOVERY_CODES_MAX) &&
    isWhole(left, 0, count)
  );
}

function readTime(value: unknown): number | null {
  return isWhole(value, 0, Number.MAX_SAFE_INTEGER) ? value : null;
}
