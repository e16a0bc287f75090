/**
 * The system's own question before the keychain gives the key: Touch ID on a Mac that has it. Runs in main.
 * The rule: where there is no such question the keychain unlocks without one, and `keys.state` says so.
 * Electron (45) offers nothing of Windows Hello; when it does, its prompt belongs here.
 */
import { systemPreferences } from 'electron';
import type { KeychainPrompt } from './keychain.ts';
import { text } from './texts/text.ts';

export function createKeychainPrompt(platform: NodeJS.Platform): KeychainPrompt {
  if (platform !== 'darwin' || !systemPreferences.canPromptTouchID()) {
    return { kind: 'none', ask: async () => {} };
  }
  return { kind: 'touch-id', ask: () => systemPreferences.promptTouchID(text('keychain.unlock')) };
}
