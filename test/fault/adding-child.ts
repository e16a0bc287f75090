/**
 * A process that adds accounts without a pause, beside another that does the same. Started by two-programs.test.ts.
 * The rule: a save that was refused is told and tried again; "done" is said when all of them were acknowledged, and a line on
 * standard input asks for one more.
 *
 * Arguments: the vault's path, its master key in hex (no KDF in a loop), a name, how many accounts.
 */
import { once } from 'node:events';
import { CodedError } from '../../electron/ipc/failure.ts';
import { adding, sessionOn } from './prepared-vaults.ts';

const [path = '', masterKeyHex = '', name = '', count = '0'] = process.argv.slice(2);
const session = await sessionOn(path, Buffer.from(masterKeyHex, 'hex'));

async function add(accountName: string): Promise<void> {
  for (;;) {
    try {
      await session.change(adding(accountName));
      return;
    } catch (error) {
      if (!(error instanceof CodedError && error.code === 'vault-changed-on-disk')) throw error;
      process.stdout.write('refused\n');
    }
  }
}

for (let index = 0; index < Number(count); index += 1) await add(`${name} ${index}`);
process.stdout.write('done\n');
await once(process.stdin, 'data');
await add(`${name} last`);
process.exit(0);
