/**
 * The formats as the dialog offers them. Pure; runs in the page.
 * The rule: encrypted ones come first, and every format of the contract is in one of the two lists.
 */
import type { ExportFormat, ShownFormat } from '../../electron/ipc/contract.ts';

export type Protection = 'encrypted' | 'plain';

/** In the order in which they are offered. The compiler sees to it that none is missing. */
const PROTECTION_OF = {
  'aegis-encrypted': 'encrypted',
  '2fas-encrypted': 'encrypted',
  'ente-encrypted': 'encrypted',
  'stratum-encrypted': 'encrypted',
  age: 'encrypted',
  'google-migration': 'plain',
  'qr-codes': 'plain',
  'aegis-plain': 'plain',
  '2fas-plain': 'plain',
  'bitwarden-plain': 'plain',
  'otpauth-uri-list': 'plain',
  csv: 'plain',
} as const satisfies Record<ExportFormat, Protection>;

export function formatsOf(protection: Protection): readonly ExportFormat[] {
  const formats = Object.keys(PROTECTION_OF) as readonly ExportFormat[];
  return formats.filter((format) => PROTECTION_OF[format] === protection);
}

export const FIRST_OF = {
  encrypted: 'aegis-encrypted',
  plain: 'google-migration',
} as const satisfies Record<Protection, ExportFormat>;

/** Formats that can be shown without a file. */
export function isShown(format: ExportFormat): format is ShownFormat {
  return format === 'google-migration' || format === 'qr-codes';
}
