/**
 * Where a person allowed the vault process to write, each for one purpose and one use. Runs in the vault process.
 * The rule: asking for a grant spends it, whatever comes of it, so that no call can use what was given for another.
 */

import type { GrantPurpose } from '../ipc/channels.ts';
import { CodedError } from '../ipc/failure.ts';

export interface Grants {
  /** Main has let the person choose `path` in a save dialog. */
  readonly give: (grant: string, purpose: GrantPurpose, path: string) => void;
  /** The path that was chosen. @throws CodedError `not-allowed` for an unknown or spent grant, or one of another purpose. */
  readonly take: (grant: string, purpose: GrantPurpose) => string;
}

export function createGrants(): Grants {
  const given = new Map<string, { readonly purpose: GrantPurpose; readonly path: string }>();
  return {
    give: (grant, purpose, path) => void given.set(grant, { purpose, path }),
    take(grant, purpose) {
      const found = given.get(grant);
      given.delete(grant);
      if (found?.purpose !== purpose) throw new CodedError('not-allowed');
      return found.path;
    },
  };
}
