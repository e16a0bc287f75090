/**
 * libsodium's crypto_secretstream_xchacha20poly1305, sealed and opened, one chunk long. Pure.
 * The rule: a chunk's MAC is checked before a byte of it is returned.
 * Specification: https://doc.libsodium.org/secret-key_cryptography/secretstream#algorithm
 * Electron's crypto (BoringSSL through Node's API) has no ChaCha20, hence @noble/ciphers.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { poly1305 } from '@noble/ciphers/_poly1305.js';
import { chacha20, hchacha } from '@noble/ciphers/chacha.js';
import { concat, viewOf } from './bytes.ts';

const HEADER_BYTES = 24;
const MAC_BYTES = 16;
const BLOCK_BYTES = 64;
/** crypto_secretstream_xchacha20poly1305_TAG_FINAL. */
const TAG_FINAL = 3;
/** "expand 32-byte k" of ChaCha20, as little-endian words. */
const SIGMA = Uint32Array.of(0x61707865, 0x3320646e, 0x79622d32, 0x6b206574);

/**
 * The message of a stream of one chunk; null when the key or the message is not right.
 * Its tag may be MESSAGE or FINAL: writers differ, and with one chunk it tells nothing.
 * @param chunk one encrypted tag byte, the ciphertext, a 16-byte MAC.
 */
export function openSecretStream(key: Uint8Array, header: Uint8Array, chunk: Uint8Array): Uint8Array | null {
  if (key.length !== 32 || header.length !== HEADER_BYTES || chunk.length < 1 + MAC_BYTES) return null;
  const { streamKey, nonce } = streamOf(key, header);
  const ciphertext = chunk.subarray(1, chunk.length - MAC_BYTES);
  const mac = macOf(streamKey, nonce, chunk[0] ?? 0, ciphertext);
  if (!timingSafeEqual(mac, chunk.subarray(chunk.length - MAC_BYTES))) return null;
  return chacha20(streamKey, nonce, ciphertext, undefined, 2);
}

export interface SealedStream {
  /** 24 random bytes, used this once. */
  readonly header: Uint8Array;
  /** One encrypted tag byte, the ciphertext, a 16-byte MAC. */
  readonly chunk: Uint8Array;
}

/** A stream of one chunk, tagged as its last. @param key 32 bytes. */
export function sealSecretStream(key: Uint8Array, content: Uint8Array): SealedStream {
  const header = new Uint8Array(randomBytes(HEADER_BYTES));
  const { streamKey, nonce } = streamOf(key, header);
  const [encryptedTag = 0] = tagBlock(streamKey, nonce, TAG_FINAL);
  const ciphertext = chacha20(streamKey, nonce, content, undefined, 2);
  const mac = macOf(streamKey, nonce, encryptedTag, ciphertext);
  return { header, chunk: concat(Uint8Array.of(encryptedTag), ciphertext, mac) };
}

function streamOf(key: Uint8Array, header: Uint8Array) {
  return {
    streamKey: subkey(key, header.subarray(0, 16)),
    // A counter of 1 for the first chunk, then the rest of the header.
    nonce: concat(Uint8Array.of(1, 0, 0, 0), header.subarray(16)),
  };
}

/** The block that a tag byte fills alone, encrypted or decrypted. */
function tagBlock(streamKey: Uint8Array, nonce: Uint8Array, tag: number): Uint8Array {
  const block = new Uint8Array(BLOCK_BYTES);
  block[0] = tag;
  return chacha20(streamKey, nonce, block, undefined, 1);
}

function macOf(
  streamKey: Uint8Array,
  nonce: Uint8Array,
  encryptedTag: number,
  ciphertext: Uint8Array,
): Uint8Array {
  const macKey = chacha20(streamKey, nonce, new Uint8Array(32), undefined, 0);
  // What is authenticated is the tag's block with the encrypted tag in front.
  const macInput = concat(
    Uint8Array.of(encryptedTag),
    tagBlock(streamKey, nonce, encryptedTag).subarray(1),
    ciphertext,
    new Uint8Array((0x10 - BLOCK_BYTES + ciphertext.length) & 0xf),
    lengths(0, BLOCK_BYTES + ciphertext.length),
  );
  return poly1305(macInput, macKey);
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
