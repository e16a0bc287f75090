/**
 * What the page is told by its own address, so that its first picture need not wait for answers. Runs in main.
 * The rule: only what is no secret and what the page asks for again.
 */
import type { Settings } from '../ipc/contract.ts';

/** `locked`: there is a vault's file. `language`: the chosen one, where it is not the system's. */
export function startHints(isVaultThere: boolean, language: Settings['language']): string {
  const hints = [
    ...(isVaultThere ? ['locked'] : []),
    ...(language === 'system' ? [] : [`language=${language}`]),
  ];
  return hints.length === 0 ? '' : `#${hints.join('&')}`;
}
