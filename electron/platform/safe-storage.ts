/**
 * Electron's `safeStorage` as the keychain uses it, whichever of its two forms there is. Runs in main.
 * The rule: where the asynchronous form exists it is taken. The old one makes all of main wait while the system asks a
 * person to unlock the keychain; it goes when the development runtime (Electron 25) has the new one.
 */

/** What is used of Electron's. The optional functions are not in 25; `getSelectedStorageBackend` is Linux's alone. */
export interface ElectronSafeStorage {
  isEncryptionAvailable(): boolean;
  encryptString(text: string): Buffer;
  decryptString(encrypted: Buffer): string;
  isAsyncEncryptionAvailable?(): Promise<boolean>;
  encryptStringAsync?(text: string): Promise<Buffer>;
  decryptStringAsync?(encrypted: Buffer): Promise<{ readonly result: string }>;
  getSelectedStorageBackend?(): string;
}

export interface SafeStorage {
  /** Asks nobody and waits for nothing. `unnamed` where Electron does not say. */
  readonly backend: () => string;
  /** These may wait for a person. */
  readonly isAvailable: () => Promise<boolean>;
  readonly encrypt: (text: string) => Promise<Buffer>;
  readonly decrypt: (encrypted: Buffer) => Promise<string>;
}

export function createSafeStorage(electron: ElectronSafeStorage, platform: NodeJS.Platform): SafeStorage {
  const backend = () =>
    platform === 'linux' ? (electron.getSelectedStorageBackend?.() ?? 'unnamed') : platform;
  if (hasAsynchronousForm(electron)) {
    return {
      backend,
      isAvailable: () => electron.isAsyncEncryptionAvailable(),
      encrypt: (text) => electron.encryptStringAsync(text),
      decrypt: async (encrypted) => (await electron.decryptStringAsync(encrypted)).result,
    };
  }
  return {
    backend,
    isAvailable: async () => electron.isEncryptionAvailable(),
    encrypt: async (text) => electron.encryptString(text),
    decrypt: async (encrypted) => electron.decryptString(encrypted),
  };
}

function hasAsynchronousForm(electron: ElectronSafeStorage): electron is Required<ElectronSafeStorage> {
  return typeof electron.isAsyncEncryptionAvailable === 'function';
}
