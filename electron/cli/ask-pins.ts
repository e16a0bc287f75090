/**
 * Asks for the PINs that another app's file does not hold: Mobile-OTP and Yandex codes are made from key and PIN. Runs under Node.
 * The rule: a PIN is typed without echo, and an account without one is left out by name, never added to make no codes.
 */
import type { Reading } from '../formats/reading.ts';
import type { Account, OtpParameters } from '../otp/account.ts';
import { displayName } from '../otp/draft.ts';
import { hasItsPin } from '../otp/pin-code.ts';
import { reviewReading } from '../vault-calls/reading-review.ts';
import type { Streams } from './command.ts';
import { promptForPassword } from './password-input.ts';

/** The reading with the PINs that were typed; as it is where nobody can be asked. */
export async function withTypedPins(
  reading: Reading,
  existing: readonly Account[],
  streams: Streams,
): Promise<Reading> {
  const { state } = reviewReading(reading, existing, { arePinsAsked: true });
  const pins = new Map<OtpParameters, string>();
  for (const { draft, state: likeness } of state.candidates) {
    if (likeness === 'same' || hasItsPin(draft.otp)) continue;
    const name = displayName(draft.issuer, draft.accountName);
    const pin = await promptForPassword(`PIN of ${name} (empty: leave it out): `, streams);
    if (pin === null) break;
    if (pin.trim() !== '') pins.set(draft.otp, pin.trim());
  }
  const accounts = reading.accounts.map((account) => {
    const pin = pins.get(account.otp);
    return pin === undefined ? account : { ...account, otp: withPin(account.otp, pin) };
  });
  return { ...reading, accounts };
}

function withPin(otp: OtpParameters, pin: string): OtpParameters {
  return 'pin' in otp ? { ...otp, pin } : otp;
}
