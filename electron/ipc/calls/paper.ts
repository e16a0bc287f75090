/**
 * Calls about paper vaults: QR codes on sheets of paper that hold the vault. Runs in every process.
 * The rule: what cannot be held is told before anything is made, and secrets go on paper for the
 * vault's password alone, under whatever password of its own the paper is.
 */
import * as v from 'valibot';
import { call, id, isWorkAccepted, password } from './call.ts';
import type { ExportPreview } from './export.ts';
import type { Review } from './review.ts';

export interface PaperSheetCode {
  /** From 1, over all sheets. */
  readonly number: number;
  /** The QR code's. */
  readonly text: string;
  /** To be printed under it. */
  readonly words: readonly string[];
}

/** A paper vault that was read back before it is given away. */
export interface PaperMade {
  readonly isEncrypted: boolean;
  /** To be printed on every sheet. */
  readonly words: readonly string[];
  readonly madeAtMs: number;
  readonly accountCount: number;
  readonly codeCount: number;
  /** One element a sheet. */
  readonly sheets: readonly (readonly PaperSheetCode[])[];
}

const isEncrypted = v.boolean();

export const paperCalls = {
  preview: call<ExportPreview>()(v.strictObject({ isEncrypted })),
  /**
   * The codes to print. `paperPassword`: the paper's own; null for one that is not encrypted.
   * `password-too-short`, `wrong-password`, `wait-before-retry`, `export-empty`, `paper-too-large`, `export-not-verified`.
   */
  make: call<PaperMade>()(v.strictObject({ vaultPassword: password, paperPassword: v.nullable(password) })),
  /**
   * Opens an encrypted set of a review, all of whose codes were found: its accounts become candidates.
   * `review-missing`, `wrong-password`, `vault-damaged`, `vault-newer`, `unusual-work`.
   */
  open: call<Review>()(v.strictObject({ reviewId: id, setId: id, password, isWorkAccepted })),
} as const;
