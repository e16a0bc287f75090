/**
 * Reads Google Authenticator's export, `otpauth-migration://offline?data=BASE64`, one QR code at a time.
 * Pure; vault process. The rule: each account is decoded on its own, so a bad one never sinks the rest.
 * Nothing official describes the payload; its fields are known from the app's own exports.
 */
import {
  type AccountDraft,
  type Algorithm,
  COUNTER_MAX,
  DEFAULT_PERIOD_SECONDS,
  SECRET_BYTES_MAX,
} from './account.ts';
import { cleanName, displayName, warningsOf, withoutIssuerPrefix } from './draft.ts';
import { KEY_URI_LENGTH_MAX, type ParsedKeyUri, type RefusedUri } from './key-uri.ts';
import type { UriProblem } from './problem.ts';
import { lastBytes, lastVarint, type ProtobufField, readProtobuf } from './protobuf.ts';
import { decodePercent, splitAtFirst, splitUri } from './uri-text.ts';

/** Where one QR code stands in its export. */
export interface MigrationBatch {
  /** A random signed 32-bit number, the same on every code of an export; null from newer versions of the app. */
  readonly id: number | null;
  /** How many QR codes the export has, from 1. */
  readonly size: number;
  /** This code's place, from 0. */
  readonly index: number;
}

export type ParsedMigration =
  | { readonly ok: true; readonly batch: MigrationBatch; readonly entries: readonly ParsedKeyUri[] }
  | { readonly ok: false; readonly reason: UriProblem };

const PAYLOAD = { account: 1, version: 2, batchSize: 3, batchIndex: 4, batchId: 5 } as const;
const ACCOUNT = { secret: 1, name: 2, issuer: 3, algorithm: 4, digits: 5, type: 6, counter: 7 } as const;

/** Unset and 1 are the app's defaults. Other numbers (4 is MD5) are refused, for the codes would be wrong. */
const ALGORITHM_OF = new Map<bigint, Algorithm>([
  [0n, 'SHA1'],
  [1n, 'SHA1'],
  [2n, 'SHA256'],
  [3n, 'SHA512'],
]);
const DIGITS_OF = new Map<bigint, number>([
  [0n, 6],
  [1n, 6],
  [2n, 8],
]);
const TYPE_OF = new Map<bigint, 'totp' | 'hotp'>([
  [0n, 'totp'],
  [1n, 'hotp'],
  [2n, 'totp'],
]);

/** No export is near this; a page outside its batch is taken as standing alone. */
const BATCH_SIZE_MAX = 1000;

/** True when a text is meant to be a migration URI, whatever state its data is in. */
export function isMigrationUri(text: string): boolean {
  return /^\s*otpauth-migration:\/\//i.test(text);
}

/** Reads one QR code of an export. Never throws; no accounts at all is legal. */
export function parseMigrationUri(text: string): ParsedMigration {
  if (text.length > KEY_URI_LENGTH_MAX) return { ok: false, reason: 'too-long' };
  const parts = splitUri(text);
  const data = parts?.scheme === 'otpauth-migration' && parts.host === 'offline' ? dataOf(parts.query) : null;
  const fields = data === null ? null : readProtobuf(data);
  const known: readonly number[] = Object.values(PAYLOAD);
  if (!fields?.some((field) => known.includes(field.number)))
    return { ok: false, reason: 'migration-damaged' };
  const entries = fields.flatMap((field) =>
    field.number === PAYLOAD.account && field.kind === 'bytes' ? [readAccount(field.bytes)] : [],
  );
  return { ok: true, batch: readBatch(fields), entries };
}

/** The `data` parameter's bytes. "+" is base64 here, not a space; scanners and mail add line breaks. */
function dataOf(query: string): Uint8Array | null {
  for (const part of query.split('&')) {
    const [name, value] = splitAtFirst(part, '=');
    if (name.trim().toLowerCase() !== 'data') continue;
    const base64 = decodePercent(value).replace(/\s/g, '').replaceAll('-', '+').replaceAll('_', '/');
    const symbols = base64.replace(/={1,2}$/, '');
    if (symbols === '' || /[^A-Za-z0-9+/]/.test(symbols) || symbols.length % 4 === 1) return null;
    return new Uint8Array(Buffer.from(symbols, 'base64'));
  }
  return null;
}

function readBatch(fields: readonly ProtobufField[]): MigrationBatch {
  const id = lastVarint(fields, PAYLOAD.batchId);
  const size = Number(lastVarint(fields, PAYLOAD.batchSize) ?? 1n);
  const index = Number(lastVarint(fields, PAYLOAD.batchIndex) ?? 0n);
  const isPlausible = size >= 1 && size <= BATCH_SIZE_MAX && index >= 0 && index < size;
  return {
    id: id === null ? null : Number(BigInt.asIntN(32, id)),
    size: isPlausible ? size : 1,
    index: isPlausible ? index : 0,
  };
}

function readAccount(message: Uint8Array): ParsedKeyUri {
  const fields = readProtobuf(message);
  if (fields === null) return refuse('migration-damaged');
  const issuer = cleanName(utf8(lastBytes(fields, ACCOUNT.issuer)));
  const wholeName = utf8(lastBytes(fields, ACCOUNT.name)).trim();
  // Without an issuer a colon belongs to the name: taking what stands before it as issuer would be a guess.
  const accountName = cleanName(withoutIssuerPrefix(issuer.name, wholeName) ?? wholeName);
  const seen = displayName(issuer.name, accountName.name);
  const secret = lastBytes(fields, ACCOUNT.secret);
  if (secret.length === 0) return refuse('no-secret', seen);
  if (secret.length > SECRET_BYTES_MAX) return refuse('bad-secret', seen);
  const algorithm = ALGORITHM_OF.get(lastVarint(fields, ACCOUNT.algorithm) ?? 0n);
  if (algorithm === undefined) return refuse('unknown-algorithm', seen);
  const digits = DIGITS_OF.get(lastVarint(fields, ACCOUNT.digits) ?? 0n);
  if (digits === undefined) return refuse('bad-digits', seen);
  const typeNumber = lastVarint(fields, ACCOUNT.type) ?? 0n;
  const type = TYPE_OF.get(typeNumber);
  if (type === undefined) return { ...refuse('unknown-type', String(typeNumber)), name: seen };
  const counter = lastVarint(fields, ACCOUNT.counter) ?? 0n;
  if (type === 'hotp' && (counter < 0n || counter > BigInt(COUNTER_MAX))) return refuse('bad-counter', seen);
  const draft: AccountDraft = {
    issuer: issuer.name,
    accountName: accountName.name,
    otp:
      type === 'hotp'
        ? { type, secret, algorithm, digits, counter: Number(counter) }
        : { type, secret, algorithm, digits, periodSeconds: DEFAULT_PERIOD_SECONDS },
  };
  const wasShortened = issuer.wasShortened || accountName.wasShortened;
  return {
    ok: true,
    draft,
    warnings: [...warningsOf(draft), ...(wasShortened ? (['name-shortened'] as const) : [])],
  };
}

function refuse(reason: UriProblem, seen = ''): RefusedUri {
  return { ok: false, reason, seen };
}

function utf8(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
