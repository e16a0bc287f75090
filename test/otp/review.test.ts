/** Proves the review: states against the vault, repeats, exports over several codes, the form, and what the page sees. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Review } from '../../electron/ipc/contract.ts';
import type { Account, AccountDraft } from '../../electron/otp/account.ts';
import { extrasOf } from '../../electron/otp/account-extras.ts';
import { formatKeyUri } from '../../electron/otp/key-uri.ts';
import { continueReview, type ReviewState, reviewDrafts, reviewTexts } from '../../electron/otp/review.ts';
import { reviewView } from '../../electron/otp/review-view.ts';
import pages from '../fixtures/otp/migration.json' with { type: 'json' };

const secret = new TextEncoder().encode('0123456789abcdef');
const draft: AccountDraft = {
  issuer: 'Example',
  accountName: 'me',
  otp: { type: 'totp', secret, algorithm: 'SHA1', digits: 6, periodSeconds: 30 },
};
const uri = formatKeyUri(draft);
const inVault = (of: AccountDraft, id = 'in-vault'): Account => ({
  ...extrasOf(of),
  ...of,
  id,
  createdAtMs: 0,
  updatedAtMs: 0,
});
const likeness = (state: ReviewState) => state.candidates.map((each) => [each.state, each.existingId]);

describe('against the vault', () => {
  test.each<[string, AccountDraft[], [string, string | null]]>([
    ['nothing there', [], ['new', null]],
    ['the same', [draft], ['same', 'in-vault']],
    [
      'the same, written differently',
      [{ ...draft, issuer: ' EXAMPLE ', accountName: 'Me' }],
      ['same', 'in-vault'],
    ],
    [
      'another secret',
      [{ ...draft, otp: { ...draft.otp, secret: secret.slice(1) } }],
      ['conflict', 'in-vault'],
    ],
    ['another type', [{ ...draft, otp: { type: 'steam', secret } }], ['conflict', 'in-vault']],
    ['another name, same secret', [{ ...draft, accountName: 'you' }], ['new', null]],
    ['another issuer, same secret', [{ ...draft, issuer: '' }], ['new', null]],
  ])('%s', (_, existing, expected) => {
    expect(
      likeness(
        reviewTexts(
          [uri],
          existing.map((each) => inVault(each)),
        ),
      ),
    ).toEqual([expected]);
  });

  test.each([{ algorithm: 'SHA256' }, { digits: 8 }, { periodSeconds: 60 }] as const)(
    'other %o conflicts',
    (change) => {
      const other = inVault({ ...draft, otp: { ...draft.otp, ...change } as AccountDraft['otp'] });
      expect(likeness(reviewTexts([uri], [other]))).toEqual([['conflict', 'in-vault']]);
    },
  );

  test('another counter conflicts: adding it again would set the counter back', () => {
    const hotp = (counter: number): AccountDraft => ({
      ...draft,
      otp: { type: 'hotp', secret, algorithm: 'SHA1', digits: 6, counter },
    });
    expect(likeness(reviewTexts([formatKeyUri(hotp(0))], [inVault(hotp(9))]))).toEqual([
      ['conflict', 'in-vault'],
    ]);
    expect(likeness(reviewTexts([formatKeyUri(hotp(9))], [inVault(hotp(9))]))).toEqual([
      ['same', 'in-vault'],
    ]);
  });

  test('"same" is found behind a namesake', () => {
    const other = inVault({ ...draft, otp: { ...draft.otp, secret: secret.slice(1) } }, 'first');
    expect(likeness(reviewTexts([uri], [other, inVault(draft, 'second')]))).toEqual([['same', 'second']]);
  });

  test('accounts without any name are not in conflict', () => {
    const nameless = { ...draft, issuer: '', accountName: '' };
    const other = { ...nameless, otp: { ...draft.otp, secret: secret.slice(1) } };
    expect(likeness(reviewDrafts([nameless], [inVault(other)]))).toEqual([['new', null]]);
    expect(likeness(reviewDrafts([nameless], [inVault(nameless)]))).toEqual([['same', 'in-vault']]);
  });
});

describe('texts', () => {
  test('one candidate for a code that was found twice, whatever its spelling', () => {
    const state = reviewTexts([uri, `${uri}#`, `see ${uri} and ${uri}`], []);
    expect(state.candidates.map((each) => [each.id, each.source])).toEqual([['candidate-1', 0]]);
    expect(state.problems).toEqual([]);
  });

  test('each text that gives nothing is a problem with its place', () => {
    const state = reviewTexts(['hello', uri, 'https://example.com/x', 'otpauth://totp/A:b?secret=0189'], []);
    expect(state.problems).toEqual([
      { source: 0, reason: 'other-text', seen: '' },
      { source: 2, reason: 'web-address', seen: 'example.com' },
      { source: 3, reason: 'bad-secret', seen: 'A: b' },
    ]);
    expect(state.candidates.map((each) => each.source)).toEqual([1]);
  });

  test('a list of URIs in one text, a bad one among them', () => {
    const state = reviewTexts(
      [`${uri}\notpauth://totp/x?secret=1\n${formatKeyUri({ ...draft, accountName: 'b' })}`],
      [],
    );
    expect(state.candidates.map((each) => each.draft.accountName)).toEqual(['me', 'b']);
    expect(state.problems.map((each) => each.reason)).toEqual(['bad-secret']);
  });

  test('going on keeps ids, counts sources on, and judges by the vault as it is now', () => {
    const first = reviewTexts([uri, 'x'], []);
    const next = continueReview(first, [formatKeyUri({ ...draft, accountName: 'b' })], [inVault(draft)]);
    expect(next.candidates.map((each) => [each.id, each.source, each.state])).toEqual([
      ['candidate-1', 0, 'same'],
      ['candidate-2', 2, 'new'],
    ]);
    expect(first.candidates).toHaveLength(1);
  });
});

describe('an export over several codes', () => {
  const uris = pages.threePages.map((page) => page.uri);
  const missing = (state: ReviewState) => reviewView('r', state).batches;

  test.each([
    [0, 1, 2],
    [2, 0, 1],
    [1, 2, 0],
  ])('in the order %d, %d, %d', (...order) => {
    let state = reviewTexts([], []);
    const seen = new Set<number>();
    for (const index of order) {
      state = continueReview(state, [uris[index] ?? ''], []);
      seen.add(index);
      expect(missing(state)).toEqual([
        { size: 3, missing: [0, 1, 2].filter((each) => !seen.has(each)).map((each) => each + 1) },
      ]);
    }
    expect(state.candidates).toHaveLength(23);
    expect(state.problems).toEqual([]);
  });

  test('a page that comes again changes nothing', () => {
    const state = reviewTexts(uris.slice(0, 2), []);
    const again = continueReview(state, [`${uris[1]} `, uris[0] ?? ''], []);
    expect(again.candidates).toEqual(state.candidates);
    expect(again.batches).toEqual(state.batches);
  });

  test('without a batch id, pages of one size belong together; two exports stay apart', () => {
    const bare = pages.withoutBatchId.map((page) => page.uri);
    expect(missing(reviewTexts(bare.slice(0, 1), []))).toEqual([{ size: 2, missing: [2] }]);
    expect(missing(reviewTexts(bare, []))).toEqual([{ size: 2, missing: [] }]);
    expect(missing(reviewTexts([bare[1] ?? '', uris[0] ?? ''], []))).toEqual([
      { size: 2, missing: [1] },
      { size: 3, missing: [2, 3] },
    ]);
  });

  test('an export of one code has nothing to wait for, and one without accounts is legal', () => {
    const state = reviewTexts([pages.defaultsUnset.uri, pages.withoutAccounts.uri], []);
    expect(missing(state)).toEqual([]);
    expect(state.problems).toEqual([]);
    expect(state.candidates).toHaveLength(1);
  });

  test('a damaged code is a problem', () => {
    expect(reviewTexts(['otpauth-migration://offline?data=XXXX'], []).problems).toEqual([
      { source: 0, reason: 'migration-damaged', seen: '' },
    ]);
  });
});

describe('what the page sees', () => {
  test('every parameter and no secret', () => {
    // Typed as the contract's own answer: a field that differs does not compile.
    const view: Omit<Review, 'leftOut' | 'paper'> = reviewView(
      'review-1',
      reviewTexts([uri], [inVault(draft)]),
    );
    expect(view).toEqual({
      reviewId: 'review-1',
      candidates: [
        {
          id: 'candidate-1',
          type: 'totp',
          issuer: 'Example',
          accountName: 'me',
          algorithm: 'SHA1',
          digits: 6,
          periodSeconds: 30,
          counter: null,
          state: 'same',
          existingId: 'in-vault',
          warnings: [],
          needsPin: false,
          tags: [],
          hasNote: false,
          hasPicture: false,
          isTrashed: false,
          source: 0,
        },
      ],
      problems: [],
      batches: [],
    });
  });

  test('counter-based and Steam', () => {
    const hotp: AccountDraft = {
      ...draft,
      otp: { type: 'hotp', secret, algorithm: 'SHA1', digits: 6, counter: 3 },
    };
    const steam: AccountDraft = { ...draft, accountName: 's', otp: { type: 'steam', secret } };
    expect(reviewView('r', reviewDrafts([hotp, steam], [])).candidates).toMatchObject([
      { type: 'hotp', periodSeconds: null, counter: 3, source: -1 },
      { type: 'steam', algorithm: 'SHA1', digits: 5, periodSeconds: 30, counter: null },
    ]);
  });
});

describe('laws', () => {
  const texts = fc.array(
    fc.oneof(
      fc.constantFrom(
        uri,
        ...pages.threePages.map((page) => page.uri),
        'https://example.com',
        'otpauth://totp/x?secret=1',
      ),
      fc.string({ maxLength: 50 }),
    ),
    { maxLength: 8 },
  );

  test('reviewing the same texts again changes nothing', () => {
    fc.assert(
      fc.property(texts, (given) => {
        const once = reviewTexts(given, [inVault(draft)]);
        const twice = continueReview(once, given, [inVault(draft)]);
        expect(reviewView('r', twice)).toEqual(reviewView('r', once));
      }),
    );
  });

  test('in one go or in two gives the same', () => {
    fc.assert(
      fc.property(texts, texts, (first, second) => {
        const split = continueReview(reviewTexts(first, []), second, []);
        expect(split).toEqual(reviewTexts([...first, ...second], []));
      }),
    );
  });

  test('5,000 accounts against 5,000 stay quick', () => {
    const many = Array.from({ length: 5000 }, (_, index) => ({ ...draft, accountName: `user${index}` }));
    const startedMs = performance.now();
    const state = reviewDrafts(
      many,
      many.map((each, index) => inVault(each, String(index))),
    );
    expect(performance.now() - startedMs).toBeLessThan(2000);
    expect(
      state.candidates.every((each, index) => each.state === 'same' && each.existingId === String(index)),
    ).toBe(true);
  });
});
