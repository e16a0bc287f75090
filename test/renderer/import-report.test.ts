/** The report of an import: every entry once, by name and with its reason. */
import { beforeAll, expect, it, vi } from 'vitest';
import type { Candidate, Review } from '../../electron/ipc/contract.ts';

let reportOf: typeof import('../../renderer/add/import-report.ts').reportOf;
beforeAll(async () => {
  vi.stubGlobal('window', { authenticator: {} });
  ({ reportOf } = await import('../../renderer/add/import-report.ts'));
});

it('names every entry', () => {
  const candidate = (accountName: string, state: Candidate['state']) =>
    ({ issuer: 'Shop', accountName, state }) as Candidate;
  const review: Review = {
    reviewId: 'r',
    candidates: [candidate('ann', 'new'), candidate('bob', 'same'), candidate('cid', 'conflict')],
    problems: [],
    batches: [],
    paper: [],
    leftOut: [
      { name: 'Old', reason: 'no-secret' },
      { name: '', reason: 'push-only' },
    ],
  };
  expect(reportOf(review)).toBe(
    [
      '1 new\n- Shop (ann)',
      '1 already in your vault\n- Shop (bob)',
      '1 with another key\n- Shop (cid)',
      '2 left out\n- Left out, as it holds no key: Old.\n- Left out, as it approves sign-ins by message and makes no codes: an entry without a name.\n',
    ].join('\n\n'),
  );
});
