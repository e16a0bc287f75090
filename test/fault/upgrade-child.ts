/**
 * Opens the vault at a path by its master key and saves once, to be killed meanwhile. Started by upgrade.test.ts.
 * The rule: it says `saving` before the save begins and `saved` only after it was acknowledged.
 *
 * Arguments: the vault's path, its master key in hex.
 */
import { writeSync } from 'node:fs';
import { adding, sessionOn } from './prepared-vaults.ts';

const [path = '', masterKeyHex = ''] = process.argv.slice(2);
const session = await sessionOn(path, Buffer.from(masterKeyHex, 'hex'), { nowMs: Date.now() });
writeSync(1, 'saving\n');
await session.change(adding('after the upgrade'));
writeSync(1, 'saved\n');
// Stays for the kill that comes later.
setInterval(() => {}, 1000);
