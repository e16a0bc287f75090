/**
 * `halfminute codes [QUERY]`: codes now, at a moment, or as they change. Runs under Node.
 * The rule: only --next uses a counter up, for one account, and the counter is on the disk before its code is shown.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { Account } from '../otp/account.ts';
import type { Session } from '../vault/session.ts';
import { accountsOf, quarantinedOf } from '../vault/vault.ts';
import { type CodeJson, codeJson, codeLines } from './account-codes.ts';
import { accountsMatching, exitAfterShowing, oneAccount } from './account-query.ts';
import { type Command, type OptionValues, type Streams, UsageError } from './command.ts';
import { EXIT } from './exit-codes.ts';
import { numberOption } from './options.ts';
import { print } from './print.ts';
import { openVault } from './vault-place.ts';

const TICK_MS = 1000;
/** A timer takes no more than 2^31 ms, and a computer that slept wakes to an old code until then. */
const WAIT_MS_MAX = 60_000;
/** Year 10000: no clock gets there, and every step of a period stays exact. */
const AT_SECONDS = { min: 0, max: 253_402_300_799 };
const UP_AND_CLEAR = (lines: number) => `\u001b[${lines}A\u001b[J`;

export const codesCommand: Command = {
  name: 'codes',
  operands: '[QUERY]',
  operandCount: { min: 0, max: 1 },
  summary: 'Show codes: of all accounts, or of those whose names hold every word of QUERY.',
  details: [
    '--watch goes on until it is stopped (Ctrl+C). With --json it prints one object a line, whenever a code changes.',
    'Counter-based accounts show a code only with --next, which uses it up.',
  ],
  options: [
    { name: 'at', value: 'UNIX', summary: 'codes of that moment, in seconds since 1970' },
    { name: 'watch', summary: 'go on showing codes as they change' },
    { name: 'next', summary: 'the next code of the one counter-based account that QUERY fits' },
  ],
  async run([query = ''], options, streams) {
    const atSeconds = numberOption(options, 'at', AT_SECONDS);
    const modes = ['at', 'watch', 'next'].filter((name) => options.has(name));
    if (modes.length > 1) throw new UsageError(`--${modes.join(' and --')} do not go together`);
    const { session } = await openVault(options, streams);
    const accounts = accountsOf(session.vault);
    if (options.has('next')) {
      printCodes([await nextCode(session, oneAccount(accounts, query))], Date.now(), options, streams);
      return EXIT.done;
    }
    const found = accountsMatching(accounts, query);
    if (options.has('watch')) await watch(found, options, streams);
    else {
      const atMs = atSeconds === undefined ? Date.now() : atSeconds * 1000;
      printCodes(codesOf(found, atMs), atMs, options, streams);
    }
    const unreadableCount = found.length > 0 ? 0 : quarantinedOf(session.vault).length;
    return exitAfterShowing(found.length, unreadableCount, query, streams);
  },
};

/** Also of `copy`. @throws UsageError for an account without a counter; CodedError as Session.nextHotp. */
export async function nextCode(
  session: Session,
  { id, issuer, accountName, otp }: Account,
): Promise<CodeJson> {
  if (otp.type !== 'hotp') throw new UsageError('--next is for counter-based accounts');
  const { code } = await session.nextHotp(id);
  return { id, issuer, account: accountName, type: otp.type, code, nextCode: null, validUntil: null };
}

const codesOf = (accounts: readonly Account[], atMs: number) =>
  accounts.map((account) => codeJson(account, atMs));

function printCodes(codes: readonly CodeJson[], atMs: number, options: OptionValues, streams: Streams): void {
  print(streams, options, { at: Math.floor(atMs / 1000), codes }, codeLines(codes, atMs));
}

/** Ends when nothing can change any more or nobody reads any more. */
async function watch(
  accounts: readonly Account[],
  options: OptionValues,
  { output }: Streams,
): Promise<void> {
  const isDrawn = output.isTTY === true && !options.has('json');
  const gone = new AbortController();
  output.once('close', () => gone.abort());
  let drawnLines = 0;
  while (!gone.signal.aborted) {
    const atMs = Date.now();
    const codes = codesOf(accounts, atMs);
    const lines = options.has('json')
      ? [JSON.stringify({ at: Math.floor(atMs / 1000), codes })]
      : codeLines(codes, atMs);
    output.write(
      `${drawnLines > 0 ? UP_AND_CLEAR(drawnLines) : ''}${lines.map((line) => `${line}\n`).join('')}`,
    );
    drawnLines = isDrawn ? lines.length : 0;
    const ends = codes.flatMap(({ validUntil }) => (validUntil === null ? [] : [validUntil * 1000]));
    if (ends.length === 0) return;
    await waitUntil(Math.min(...ends), isDrawn, gone.signal);
  }
}

/** Until the moment (Unix milliseconds) by the wall clock; to the next whole second when seconds are shown. */
async function waitUntil(endMs: number, isTicking: boolean, signal: AbortSignal): Promise<void> {
  do {
    const nowMs = Date.now();
    const untilMs = isTicking ? Math.min(endMs, nowMs + TICK_MS - (nowMs % TICK_MS)) : endMs;
    const ms = Math.min(WAIT_MS_MAX, Math.max(1, untilMs - nowMs));
    await wait(ms, undefined, { signal }).catch(() => undefined);
  } while (!isTicking && Date.now() < endMs && !signal.aborted);
}
