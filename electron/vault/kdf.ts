/**
 * Password to key: Argon2id (RFC 9106) by hash-wasm, since Electron's BoringSSL has no argon2. Vault process, CLI.
 * The rule: parameters that come from a file are bounded both ways before a byte is allocated for them.
 */
import { argon2id } from 'hash-wasm';

export const KDF_SALT_BYTES = 16;
const SLOT_KEY_BYTES = 32;

/** Argon2id's costs: memory in KiB (m), passes over it (t), lanes (p). Always version 0x13. */
export interface KdfParameters {
  readonly memoryKiB: number;
  readonly passes: number;
  readonly lanes: number;
}

/** What new slots use: RFC 9106 section 4, second recommended option (64 MiB, t=3, p=4). */
export const KDF_CURRENT: KdfParameters = { memoryKiB: 64 * 1024, passes: 3, lanes: 4 };

/**
 * What a file may ask for. The lower bound refuses files that barely protect their password; the upper bound
 * keeps a hostile file from taking the machine's memory or minutes of its time.
 */
export const KDF_BOUNDS = {
  memoryKiB: { min: 8 * 1024, max: 512 * 1024 },
  passes: { min: 1, max: 16 },
  lanes: { min: 1, max: 16 },
} as const;

/** Whether a file's parameters may be used at all. */
export function areKdfParametersAllowed(parameters: KdfParameters): boolean {
  return (Object.keys(KDF_BOUNDS) as (keyof KdfParameters)[]).every((name) => {
    const { min, max } = KDF_BOUNDS[name];
    return Number.isInteger(parameters[name]) && parameters[name] >= min && parameters[name] <= max;
  });
}

/** What a derivation takes: KiB of memory times passes over it. Its time goes with that; lanes run one after the other. */
export function workOf({ memoryKiB, passes }: KdfParameters): number {
  return memoryKiB * passes;
}

/** Whether a slot costs an attacker less than one that we would make today. Lanes are not a strength. */
export function isWeakerThanCurrent(parameters: KdfParameters): boolean {
  return parameters.memoryKiB < KDF_CURRENT.memoryKiB || parameters.passes < KDF_CURRENT.passes;
}

/** Today's parameters, keeping whatever the file has above them. */
export function strengthened(parameters: KdfParameters): KdfParameters {
  return {
    memoryKiB: Math.max(parameters.memoryKiB, KDF_CURRENT.memoryKiB),
    passes: Math.max(parameters.passes, KDF_CURRENT.passes),
    lanes: Math.max(parameters.lanes, KDF_CURRENT.lanes),
  };
}

/**
 * The 32-byte key of a password slot. hash-wasm fills the lanes one after the other in one thread, so p=4
 * costs what its definition says and gives the same key as four threads would (cross-checked in a test).
 * @param password used as typed, in UTF-8.
 * @param salt KDF_SALT_BYTES bytes.
 * @throws RangeError for parameters outside KDF_BOUNDS, before any allocation.
 */
export async function deriveSlotKey(
  password: string,
  salt: Uint8Array,
  parameters: KdfParameters,
): Promise<Uint8Array> {
  if (!areKdfParametersAllowed(parameters)) throw new RangeError('KDF parameters out of bounds');
  return argon2id({
    password: new TextEncoder().encode(password),
    salt,
    memorySize: parameters.memoryKiB,
    iterations: parameters.passes,
    parallelism: parameters.lanes,
    hashLength: SLOT_KEY_BYTES,
    outputType: 'binary',
  });
}

/**
 * Has the KDF's WebAssembly compiled ahead of the first password: with the least memory that it takes, its own time is
 * well under a millisecond.
 */
export async function warmUpKdf(): Promise<void> {
  await argon2id({
    password: 'warm-up',
    salt: new Uint8Array(KDF_SALT_BYTES),
    memorySize: 8,
    iterations: 1,
    parallelism: 1,
    hashLength: SLOT_KEY_BYTES,
    outputType: 'binary',
  });
}
