/**
 * What the app's profile folder and the vault's file in it are called. Runs in main and on the command line.
 * The rule: the folder is named as Electron names it, after package.json's `productName`; a test holds the two together.
 */
export const PROFILE_FOLDER = 'Halfminute';
export const VAULT_FILE = 'vault.halfminute';
