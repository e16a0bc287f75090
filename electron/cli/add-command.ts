/**
 * `halfminute add`: accounts from a Key URI, or from a key and its parameters. Runs under Node.
 * The rule: a key need never be an argument: it can come from standard input or be typed without echo.
 */
import { DEFAULT_DIGITS, DEFAULT_PERIOD_SECONDS } from '../otp/account.ts';
import { displayName } from '../otp/draft.ts';
import { findKeyUris } from '../otp/foreign-text.ts';
import { reviewSetupKey, type SetupKeyForm } from '../otp/setup-key.ts';
import { accountsOf } from '../vault/vault.ts';
import { type Command, type OptionValues, type Streams, UsageError } from './command.ts';
import { givenParameters, PARAMETER_OPTIONS } from './edit-command.ts';
import { choiceOption, textOption } from './options.ts';
import { promptForPassword, textFromFile } from './password-input.ts';
import { applyReview, ON_CONFLICT } from './review-report.ts';
import { openVault } from './vault-place.ts';

const TYPES = ['totp', 'hotp', 'steam'] as const;
/** A URI brings these itself. */
const KEY_ONLY = ['type', 'algorithm', 'digits', 'period', 'counter'];

export const addCommand: Command = {
  name: 'add',
  operands: '[URI]',
  operandCount: { min: 0, max: 1 },
  summary: 'Add accounts from an otpauth:// or otpauth-migration:// URI, or from a key.',
  details: [
    'Arguments can be seen by every process on the computer (ps), and your shell may remember them: with - as URI, or as --key, the text comes from standard input instead. Without URI and --key it is asked for, without echo.',
    'The text may hold several URIs. --issuer and --account win over the names in a single one.',
  ],
  options: [
    { name: 'key', value: 'KEY', summary: 'the setup key (base32), - for standard input' },
    {
      name: 'type',
      value: 'TYPE',
      summary: `${TYPES.join(', ')}; the first as a rule`,
      completion: TYPES,
    },
    ...PARAMETER_OPTIONS,
    ON_CONFLICT,
  ],
  async run([uri], options, streams) {
    const key = textOption(options, 'key');
    if (uri !== undefined && key !== undefined) throw new UsageError('add takes a URI or --key, not both');
    // A word typed by mistake may well be base32.
    if (uri !== undefined && uri !== '-' && !uri.includes('://'))
      throw new UsageError('that is no URI: a key goes with --key');
    const text = await keyText(uri ?? key, streams);
    const isUri = findKeyUris(text).length > 0;
    const extra = KEY_ONLY.find((name) => options.has(name));
    if (isUri && extra !== undefined) throw new UsageError(`--${extra} does not go with a URI`);
    const form = formOf(text, options);
    const { session } = await openVault(options, streams);
    const state = reviewSetupKey(form, accountsOf(session.vault));
    const named = displayName(form.issuer, form.accountName);
    const skipped = state.problems.map(({ reason, seen }) => ({ name: seen || named, reason }));
    return applyReview(session, { state, skipped }, { options, streams, extra: {} });
  },
};

/** @throws UsageError when there is none. */
async function keyText(given: string | undefined, streams: Streams): Promise<string> {
  if (given !== undefined && given !== '-') return given;
  const isTyped = given === undefined || streams.input.isTTY === true;
  const text = isTyped
    ? await promptForPassword('Key or otpauth:// URI: ', streams)
    : await textFromFile('-', streams, 'key');
  if (text === null || text.trim() === '') throw new UsageError('add needs a URI, or a key with --key');
  return text.trim();
}

function formOf(key: string, options: OptionValues): SetupKeyForm {
  const given = givenParameters(options);
  return {
    key,
    issuer: given.issuer ?? '',
    accountName: given.accountName ?? '',
    type: choiceOption(options, 'type', TYPES) ?? 'totp',
    algorithm: given.algorithm ?? 'SHA1',
    digits: given.digits ?? DEFAULT_DIGITS,
    periodSeconds: given.periodSeconds ?? DEFAULT_PERIOD_SECONDS,
    counter: given.counter ?? 0,
  };
}
