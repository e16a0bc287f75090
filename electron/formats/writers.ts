/**
 * Every kind of file that we write for other apps, encrypted ones first. Runs in the vault process and under Node.
 * The rule: each of them is a file that one of our readers (registry.ts) reads.
 */
import { aegisEncrypted, aegisPlain } from './aegis-writer.ts';
import { ageFile } from './age-writer.ts';
import { bitwardenPlain } from './bitwarden-writer.ts';
import { csvPlain } from './csv-writer.ts';
import { enteExport } from './ente-writer.ts';
import { accountCodesPage, googleCodesPage } from './qr-page-writer.ts';
import { stratumBackup } from './stratum-writer.ts';
import { twoFasEncrypted, twoFasPlain } from './two-fas-writer.ts';
import { uriListPlain } from './uri-list-writer.ts';
import type { Writer } from './writing.ts';

/** In the order in which people are shown them. */
export const WRITERS: readonly Writer[] = [
  aegisEncrypted,
  twoFasEncrypted,
  enteExport,
  stratumBackup,
  ageFile,
  googleCodesPage,
  accountCodesPage,
  aegisPlain,
  twoFasPlain,
  bitwardenPlain,
  uriListPlain,
  csvPlain,
];
