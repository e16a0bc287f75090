/**
 * `halfminute edit QUERY`: other names, parameters, tags or note for one account. Runs under Node.
 * The rule: what is not named stays as it is; type and secret always do.
 */
import {
  ALGORITHMS,
  COUNTER_MAX,
  DIGITS_RANGE,
  type OtpParameters,
  PERIOD_SECONDS_RANGE,
} from '../otp/account.ts';
import { cleanNote, cleanTags } from '../otp/clean-extras.ts';
import { cleanName } from '../otp/draft.ts';
import { accountOf, accountsOf, editAccount } from '../vault/vault.ts';
import { accountJson } from './account-json.ts';
import { oneAccount } from './account-query.ts';
import { type Command, type OptionSpecification, type OptionValues, UsageError } from './command.ts';
import { EXIT } from './exit-codes.ts';
import { choiceOption, numberOption, textOption } from './options.ts';
import { accountLine, print, tellMerge } from './print.ts';
import { openVault } from './vault-place.ts';

/** Also of `add`. */
export const PARAMETER_OPTIONS: readonly OptionSpecification[] = [
  { name: 'issuer', value: 'NAME', summary: 'who the account is with' },
  { name: 'account', value: 'NAME', summary: 'the user name or address there' },
  {
    name: 'algorithm',
    value: 'NAME',
    summary: `${ALGORITHMS.join(', ')}; the first as a rule`,
    completion: ALGORITHMS,
  },
  { name: 'digits', value: 'N', summary: 'how long a code is, 6 as a rule' },
  { name: 'period', value: 'SECONDS', summary: 'how long a code lasts, 30 as a rule' },
  { name: 'counter', value: 'N', summary: 'what the next code of a counter-based account uses' },
];

/** The values of PARAMETER_OPTIONS. @throws UsageError. */
export function givenParameters(options: OptionValues) {
  return {
    issuer: textOption(options, 'issuer'),
    accountName: textOption(options, 'account'),
    algorithm: choiceOption(options, 'algorithm', ALGORITHMS),
    digits: numberOption(options, 'digits', DIGITS_RANGE),
    periodSeconds: numberOption(options, 'period', PERIOD_SECONDS_RANGE),
    counter: numberOption(options, 'counter', { min: 0, max: COUNTER_MAX }),
  };
}

const EXTRA_OPTIONS: readonly OptionSpecification[] = [
  {
    name: 'tags',
    value: 'LIST',
    summary: "tags with commas between them, instead of those there are; '' for none",
  },
  { name: 'note', value: 'TEXT', summary: "a note, instead of the one there is; '' for none" },
];

function givenEdit(options: OptionValues) {
  const tags = textOption(options, 'tags');
  const note = textOption(options, 'note');
  return {
    ...givenParameters(options),
    tags: tags === undefined ? undefined : cleanTags(tags.split(',')),
    note: note === undefined ? undefined : cleanNote(note),
  };
}

type Given = ReturnType<typeof givenEdit>;

export const editCommand: Command = {
  name: 'edit',
  operands: 'QUERY',
  operandCount: { min: 1, max: 1 },
  summary: 'Change names, parameters, tags or note of the one account that QUERY fits.',
  details: [
    'The secret stays: for another one, add the account anew. "halfminute undo" takes the change back.',
  ],
  options: [...PARAMETER_OPTIONS, ...EXTRA_OPTIONS],
  async run([query = ''], options, streams) {
    const given = givenEdit(options);
    if (Object.values(given).every((value) => value === undefined))
      throw new UsageError('say what to change, for example --issuer NAME');
    const { session } = await openVault(options, streams);
    const { id, otp } = oneAccount(accountsOf(session.vault), query);
    refuseUnfit(otp, given);
    const { merge } = await session.change((vault) => edited(vault, id, given), 'edited');
    tellMerge(merge, streams);
    const account = accountJson(accountOf(session.vault, id), false);
    print(streams, options, { edited: account }, [`edited  ${accountLine(account)}`]);
    return EXIT.done;
  },
};

function edited(vault: Parameters<typeof editAccount>[0], id: string, given: Given) {
  const { issuer, accountName, otp, tags, note } = accountOf(vault, id);
  const change = {
    tags: given.tags ?? tags,
    note: given.note ?? note,
    issuer: given.issuer === undefined ? issuer : cleanName(given.issuer).name,
    accountName: given.accountName === undefined ? accountName : cleanName(given.accountName).name,
    otp: editedOtp(otp, given),
  };
  return editAccount(vault, id, change, Date.now());
}

function editedOtp(otp: OtpParameters, { algorithm, digits, periodSeconds, counter }: Given): OtpParameters {
  if (otp.type !== 'totp' && otp.type !== 'hotp') return otp;
  const common = { algorithm: algorithm ?? otp.algorithm, digits: digits ?? otp.digits };
  if (otp.type === 'totp') return { ...otp, ...common, periodSeconds: periodSeconds ?? otp.periodSeconds };
  return { ...otp, ...common, counter: counter ?? otp.counter };
}

/** A parameter that the account's type does not have would change nothing. @throws UsageError. */
function refuseUnfit({ type }: OtpParameters, given: Given): void {
  const { algorithm, digits, periodSeconds, counter } = given;
  const isFixed = type !== 'totp' && type !== 'hotp';
  if (isFixed && [algorithm, digits, periodSeconds, counter].some((value) => value !== undefined))
    throw new UsageError(`accounts of type ${type} have no parameters to change`);
  if (type === 'totp' && counter !== undefined) throw new UsageError('a time-based account has no counter');
  if (type === 'hotp' && periodSeconds !== undefined)
    throw new UsageError('a counter-based account has no period');
}
