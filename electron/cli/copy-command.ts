/**
 * `halfminute copy QUERY`: one account's code goes to the clipboard, and off it again. Runs under Node.
 * The rule: the code is no argument of any process, is not printed, and leaves the clipboard only while it is still ours.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { Account } from '../otp/account.ts';
import type { Session } from '../vault/session.ts';
import { accountsOf } from '../vault/vault.ts';
import { codeJson } from './account-codes.ts';
import { oneAccount } from './account-query.ts';
import { clearText, clipboardPrograms, copyText } from './clipboard.ts';
import { nextCode } from './codes-command.ts';
import { type Command, type OptionSpecification, UsageError } from './command.ts';
import { EXIT } from './exit-codes.ts';
import { numberOption } from './options.ts';
import { textFromFile } from './password-input.ts';
import { fullName, print } from './print.ts';
import { leaveSelfRunning } from './self.ts';
import { openVault } from './vault-place.ts';

const CLEAR_AFTER_SECONDS = 30;
const CLEAR_AFTER_RANGE = { min: 0, max: 3600 };
const CLEAR_AFTER: OptionSpecification = {
  name: 'clear-after',
  value: 'SECONDS',
  summary: `when the clipboard is cleared, ${CLEAR_AFTER_SECONDS} as a rule; 0: not at all`,
};

const programs = () => clipboardPrograms(process.platform, process.env);

export const copyCommand: Command = {
  name: 'copy',
  operands: 'QUERY',
  operandCount: { min: 1, max: 1 },
  summary: 'Copy the code of the one account that QUERY fits to the clipboard.',
  details: [
    'The clipboard is cleared after a while if it still holds the code. A counter-based account gives its next code, which is used up by it.',
    'On Linux it takes wl-clipboard, xclip or xsel.',
  ],
  options: [CLEAR_AFTER],
  async run([query = ''], options, streams) {
    const clearsAfter = numberOption(options, CLEAR_AFTER.name, CLEAR_AFTER_RANGE) ?? CLEAR_AFTER_SECONDS;
    const { session } = await openVault(options, streams);
    const found = oneAccount(accountsOf(session.vault), query);
    const { id, issuer, account, code } = await codeOf(session, found);
    await copyText(code, programs());
    if (clearsAfter > 0)
      await leaveSelfRunning([clearClipboardCommand.name, `--${CLEAR_AFTER.name}`, `${clearsAfter}`], code);
    const copied = { id, issuer, account };
    const until = clearsAfter > 0 ? `; cleared in ${clearsAfter} s` : '';
    print(streams, options, { copied, clearsAfter: clearsAfter > 0 ? clearsAfter : null }, [
      `copied the code of ${fullName(copied)}${until}`,
    ]);
    return EXIT.done;
  },
};

/** The part that waits: it knows the code and nothing else. */
export const clearClipboardCommand: Command = {
  name: 'clear-clipboard',
  operands: '',
  operandCount: { min: 0, max: 0 },
  isInternal: true,
  summary: 'Clear the clipboard after a while if it still holds the text of standard input.',
  options: [CLEAR_AFTER],
  async run(_operands, options, streams) {
    const text = await textFromFile('-', streams, 'text');
    await wait((numberOption(options, CLEAR_AFTER.name, CLEAR_AFTER_RANGE) ?? CLEAR_AFTER_SECONDS) * 1000);
    if (text !== '') await clearText(text, programs());
    return EXIT.done;
  },
};

/** @throws UsageError when its PIN is missing. */
async function codeOf(session: Session, account: Account) {
  const shown =
    account.otp.type === 'hotp' ? await nextCode(session, account) : codeJson(account, Date.now());
  if (shown.code === null) throw new UsageError('its PIN is missing: it gives no code');
  return { ...shown, code: shown.code };
}
