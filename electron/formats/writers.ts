/**
 * Every kind of file that we write for other apps, encrypted ones first. Runs in the vault process and under Node.
 * The rule: each of them is a file that one of our readers (registry.ts) reads.
 */
import { aegisEncrypted, aegisPlain } from './aegis-writer.ts';
import { uriListPlain } from './uri-list-writer.ts';
import type { Writer } from './writing.ts';

/** In the order in which people are shown them. */
export const WRITERS: readonly Writer[] = [aegisEncrypted, uriListPlain, aegisPlain];
