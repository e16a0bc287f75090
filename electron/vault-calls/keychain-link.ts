/**
 * Asks main about the OS keychain, since `safeStorage` exists only there. Runs in the vault process.
 * The rule: main answers every request; what its keychain cannot do comes back as a state, never as a stop.
 */
import type { KeychainAnswer, KeychainRequest } from '../ipc/key-messages.ts';

export interface KeychainLink {
  readonly ask: (request: KeychainRequest) => Promise<KeychainAnswer>;
  /** Main's answer comes in here. */
  readonly answered: (sequence: number, answer: KeychainAnswer) => void;
}

export function createKeychainLink(send: (sequence: number, request: KeychainRequest) => void): KeychainLink {
  const waiting = new Map<number, (answer: KeychainAnswer) => void>();
  let lastSequence = 0;
  return {
    ask(request) {
      lastSequence += 1;
      const sequence = lastSequence;
      return new Promise((resolve) => {
        waiting.set(sequence, resolve);
        send(sequence, request);
      });
    },
    answered(sequence, answer) {
      waiting.get(sequence)?.(answer);
      waiting.delete(sequence);
    },
  };
}
