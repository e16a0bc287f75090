/**
 * `halfminute init`: a new, empty vault. Runs under Node.
 * The rule: a vault is only ever created where there is no file at all.
 */
import { CodedError } from '../ipc/failure.ts';
import { refuseShortPassword } from '../vault/password-length.ts';
import { createSession } from '../vault/session.ts';
import { inspectVaultFile } from '../vault/vault-store.ts';
import type { Command } from './command.ts';
import { EXIT } from './exit-codes.ts';
import { newPassword } from './password-input.ts';
import { print } from './print.ts';
import { placeOf } from './vault-place.ts';

export const initCommand: Command = {
  name: 'init',
  operands: '',
  operandCount: { min: 0, max: 0 },
  summary: 'Make a new, empty vault.',
  details: [
    'The password encrypts the vault, and nobody can reset it. At a terminal it is asked for twice. A recovery key is set up in the app.',
  ],
  options: [],
  async run(_operands, options, streams) {
    const place = placeOf(options);
    // Before anybody types a password in vain.
    if ((await inspectVaultFile(place.path)) !== 'none') throw new CodedError('vault-exists');
    const question = 'Password for the new vault: ';
    const password = await newPassword(options, 'password-file', question, streams, refuseShortPassword);
    await createSession({ ...place, password });
    print(streams, options, { vault: place.path }, [`Made ${place.path}.`]);
    return EXIT.done;
  },
};
