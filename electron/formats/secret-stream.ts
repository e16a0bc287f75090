/**
 * libsodium's crypto_secretstream_xchacha20poly1305, opened. Pure.
 * The rule: a chunk's MAC is checked before a byte of it is returned.
 * Specification: https://doc.libsodium.org/secret-key_cryptography/secretstream#algorithm
 * Electron's crypto (BoringSSL through Node's API) has no ChaCha20, hence @noble/ciphers.
 */
import { timingSafeEqual } from 'node:crypto';
import { poly1305 } from '@noble/ciphers/_poly1305.js';
import { chacha20, hchacha } from '@noble/ciphers/chacha.js';
import { concat, viewOf } from './bytes.ts';

const HEADER_BYTES = 24;
const MAC_BYTES = 16;
const BLOCK_BYTES = 64;
/** "expand 32-byte k" of ChaCha20, as little-endian words. */
const SIGMA = Uint32Array.of(0x61707865, 0x3320646e, 0x79622d32, 0x6b206574);

/**
 * The message of a stream of one chunk; null when the key or the message is not right.
 * Its tag may be MESSAGE or FINAL: writers differ, and with one chunk it tells nothing.
 * @param chunk one encrypted tag byte, the ciphertext, a 16-byte MAC.
 */
export function openSecretStream(key: Uint8Array, header: Uint8Array, chunk: Uint8Array): Uint8Array | null {
  if (key.length !== 32 || header.length !== HEADER_BYTES || chunk.length < 1 + MAC_BYTES) return null;
  const streamKey = subkey(key, header.subarray(0, 16));
  // A counter of 1 for the first chunk, then the rest of the header.
  const nonce = concat(Uint8Array.of(1, 0, 0, 0), header.subarray(16));
  const ciphertext = chunk.subarray(1, chunk.length - MAC_BYTES);

  const macKey = chacha20(streamKey, nonce, new Uint8Array(32), undefined, 0);
  const tagBlock = new Uint8Array(BLOCK_BYTES);
  tagBlock[0] = chunk[0] ?? 0;
  const openedTagBlock = chacha20(streamKey, nonce, tagBlock, undefined, 1);
  // What is authenticated is the tag's block with the encrypted tag in front.
  const macInput = concat(
    Uint8Array.of(chunk[0] ?? 0),
    openedTagBlock.subarray(1),
    ciphertext,
    new Uint8Array((0x10 - BLOCK_BYTES + ciphertext.length) & 0xf),
    lengths(0, BLOCK_BYTES + ciphertext.length),
  );
  const mac = poly1305(macInput, macKey);
  if (!timingSafeEqual(mac, chunk.subarray(chunk.length - MAC_BYTES))) return null;
  return chacha20(streamKey, nonce, ciphertext, undefined, 2);
}

/** HChaCha20 of the key and the first 16 bytes of the header. */
function subkey(key: Uint8Array, input: Uint8Array): Uint8Array {
  const words = (bytes: Uint8Array) =>
    Uint32Array.from({ length: bytes.length / 4 }, (_, at) => viewOf(bytes).getUint32(4 * at, true));
  const out = new Uint32Array(8);
  hchacha(SIGMA, words(key), words(input), out);
  const bytes = new Uint8Array(32);
  out.forEach((word, at) => {
    viewOf(bytes).setUint32(4 * at, word, true);
  });
  return bytes;
}

function lengths(first: number, second: number): Uint8Array {
  const bytes = new Uint8Array(16);
  viewOf(bytes).setBigUint64(0, BigInt(first), true);
  viewOf(bytes).setBigUint64(8, BigInt(second), true);
  return bytes;
}
