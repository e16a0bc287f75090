/**
 * The fake's history: what a change did, told as the vault process tells it. Pure; runs in the page under test.
 * The rule: names and kinds only.
 */
import type { AccountChangeView, ChangeWhat } from '../../electron/ipc/contract.ts';
import type { FakeContent, FakeStep } from './fake-memory.ts';
import type { FakeAccount } from './fake-vault.ts';

type Did = AccountChangeView['did'][number];

const byId = (accounts: readonly FakeAccount[]) => new Map(accounts.map((account) => [account.id, account]));
const inBin = ({ bin }: FakeContent) => byId(bin.map(({ account }) => account));

function didBetween(before: FakeAccount, after: FakeAccount): readonly Did[] {
  const did: Did[] = [];
  if (before.issuer !== after.issuer) did.push('issuer');
  if (before.accountName !== after.accountName) did.push('accountName');
  if (before.secret !== after.secret) did.push('secret');
  if (before.digits !== after.digits || before.counter !== after.counter) did.push('parameters');
  return did;
}

function changesOf(before: FakeContent, after: FakeContent): readonly AccountChangeView[] {
  const [was, is] = [byId(before.accounts), byId(after.accounts)];
  const [wasBinned, isBinned] = [inBin(before), inBin(after)];
  const ids = new Set([...was.keys(), ...is.keys(), ...wasBinned.keys(), ...isBinned.keys()]);
  return [...ids].flatMap((id) => {
    const [old, now] = [was.get(id) ?? wasBinned.get(id), is.get(id) ?? isBinned.get(id)];
    const named = now ?? old;
    if (!named) return [];
    const did: Did[] = old && now ? [...didBetween(old, now)] : [old ? 'gone' : 'came'];
    if (was.has(id) && isBinned.has(id)) did.push('binned');
    if (wasBinned.has(id) && is.has(id)) did.push('unbinned');
    if (did.length === 0) return [];
    const isRenamed = did.includes('issuer') || did.includes('accountName');
    const formerName = isRenamed && old ? { issuer: old.issuer, accountName: old.accountName } : null;
    return [{ id, issuer: named.issuer, accountName: named.accountName, formerName, did }];
  });
}

export function stepOf(
  before: FakeContent,
  after: FakeContent,
  seq: number,
  what: ChangeWhat,
  atMs: number,
): FakeStep {
  const accounts = changesOf(before, after);
  return { view: { seq, atMs, what, accounts, isAside: false, isRestorable: true }, after };
}
