/**
 * How much work a file may ask for before its password can be tried, by what the person said. Runs in the vault process.
 * The rule: without a yes, no file takes more than the dearest of our own would.
 */

/** For `workMax` of openVault; undefined leaves its default. */
export function acceptedWork(isWorkAccepted: boolean | undefined): number | undefined {
  return isWorkAccepted ? Number.POSITIVE_INFINITY : undefined;
}
