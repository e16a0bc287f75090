/** Search and order of the list, marks and their colours, links in text, and the decisions of the review. */
import * as icons from 'simple-icons';
import { describe, expect, it } from 'vitest';
import type { AccountView, Candidate, Review } from '../../electron/ipc/contract.ts';
import { asTexts, textsWithLinks } from '../../renderer/add/authenticator-links.ts';
import {
  commonAnswer,
  countChosen,
  decide,
  forAllConflicts,
  isUndecided,
  toChoices,
} from '../../renderer/add/choices.ts';
import { placesFor, sortAccounts } from '../../renderer/codes/account-order.ts';
import { MARK_FILES, markFileOf, markNames, normalName } from '../../renderer/codes/mark-names.ts';
import { contrast, readableColour } from '../../renderer/codes/readable-colour.ts';
import { searchAccounts, searchIndex } from '../../renderer/codes/search.ts';
import { readParameters, USUAL_PARAMETERS } from '../../renderer/parameters.tsx';

const account = (issuer: string, accountName: string): AccountView => ({
  id: `${issuer}/${accountName}`,
  type: 'totp',
  issuer,
  accountName,
  algorithm: 'SHA1',
  digits: 6,
  periodSeconds: 30,
  counter: null,
  createdAtMs: 0,
  conflictOf: null,
  tags: [],
  note: '',
  isPinned: false,
  icon: null,
  recoveryCodesLeft: null,
  lastUsedAtMs: null,
  useCount: 0,
  verifiedAtMs: null,
  rank: null,
});
const names = (accounts: readonly AccountView[]) => accounts.map(({ id }) => id);

describe('searching', () => {
  const all = [account('Zürich Bank', 'ann'), account('GitHub', 'Ann'), account('', 'bob@example.com')];
  it.each([
    ['', 3],
    ['ann', 2],
    ['ZURICH', 1],
    ['git ann', 1],
    ['ann git', 1],
    ['example', 1],
    ['nobody', 0],
  ])('%j finds %i', (query, count) => {
    expect(searchAccounts(searchIndex(all), query).length).toBe(count);
  });

  it('sorts by issuer, then account name, numbers by value', () => {
    const sorted = sortAccounts([
      account('b', 'user10'),
      account('B', 'user2'),
      account('', 'aa'),
      account('c', ''),
    ]);
    expect(names(sorted)).toEqual(['/aa', 'B/user2', 'b/user10', 'c/']);
  });

  it.each([
    ['issuer', ['pinned/z', 'a/z', 'b/y', 'c/x']],
    ['name', ['pinned/z', 'c/x', 'b/y', 'a/z']],
    ['use', ['pinned/z', 'b/y', 'c/x', 'a/z']],
    ['recent', ['pinned/z', 'c/x', 'a/z', 'b/y']],
    ['own', ['pinned/z', 'b/y', 'c/x', 'a/z']],
  ] as const)('sorts by %s with pinned ones first', (sort, expected) => {
    const sorted = sortAccounts(
      [
        { ...account('c', 'x'), useCount: 2, lastUsedAtMs: 30, rank: 5 },
        { ...account('a', 'z'), useCount: 2, lastUsedAtMs: 20 },
        { ...account('pinned', 'z'), isPinned: true },
        { ...account('b', 'y'), useCount: 3, rank: -5 },
      ],
      sort,
    );
    expect(names(sorted)).toEqual(expected);
  });

  it('keeps pinned and other accounts among themselves when one is moved', () => {
    const listed = [{ ...account('a', ''), isPinned: true }, account('b', ''), account('c', '')];
    expect(placesFor(listed, true)).toEqual([0, 0]);
    expect(placesFor(listed, false)).toEqual([1, 2]);
  });
});

describe('marks', () => {
  const titles = new Set(Object.values(icons).map((icon) => normalName(icon.title)));
  const isFound = (issuer: string) => markNames(issuer).some((name) => titles.has(name));

  it.each([
    'GitHub',
    'github.com',
    'Google',
    'Discord',
    'Dropbox',
    'Twitter',
    'X',
    'Proton Account',
    'npmjs',
    'PSN',
  ])('%s has one', (issuer) => {
    expect(isFound(issuer)).toBe(true);
  });
  it.each(['', 'Client Portal', 'Git Hub Fans', 'My Google account at work'])('%j has none', (issuer) => {
    expect(isFound(issuer)).toBe(false);
  });

  it('are spread over files that all exist, none of them large', () => {
    const counts = new Map(MARK_FILES.map((file) => [file, 0]));
    for (const title of titles) {
      const file = markFileOf(title);
      expect(counts.has(file)).toBe(true);
      counts.set(file, (counts.get(file) ?? 0) + 1);
    }
    expect(Math.min(...counts.values())).toBeGreaterThan(0);
    expect(Math.max(...counts.values())).toBeLessThan((titles.size / MARK_FILES.length) * 2.5);
  });

  it('can be seen in both themes, whatever the brand colour is', () => {
    const tiles = { light: [236, 238, 242], dark: [39, 43, 52] } as const;
    for (const { hex } of Object.values(icons)) {
      for (const theme of ['light', 'dark'] as const) {
        const rgb = readableColour(hex, theme).match(/\d+/g)?.map(Number);
        expect(
          contrast(rgb as unknown as readonly [number, number, number], tiles[theme]),
        ).toBeGreaterThanOrEqual(3);
      }
    }
  });
});

describe('links in text', () => {
  it.each([
    'otpauth://totp/A:b?secret=X',
    'OTPAUTH://totp/A?secret=X',
    'apple-otpauth://totp/A?secret=X',
    'otpauth-migration://offline?data=Q%3D',
    'otpauth-migration://offline?data=Q\nQ%3D',
    'steam://JBSWY3DPEHPK3PXP',
    'motp://Bank:me?secret=X',
    '1. otpauth://totp/My Bank:me?secret=X\r\n2. otpauth://hotp/B?secret=Y',
    'Scan <a href="otpauth://totp/A?secret=X">this</a>.',
  ])('are seen, and the text around them stays: %j', (text) => {
    expect(textsWithLinks(` ${text}\n`)).toEqual([text]);
  });

  it.each(['', 'nothing here', 'https://example.com/otpauth', 'otpauth:/totp/A?secret=X', 'notsteam://X'])(
    'are not seen in %j',
    (text) => {
      expect(textsWithLinks(text)).toEqual([]);
    },
  );

  it('are taken line by line from a text too long for one call', () => {
    const prose = 'x'.repeat(20_000);
    expect(textsWithLinks(`${prose}\nsteam://A\r\n- otpauth://totp/B?secret=X\nsteam://A`)).toEqual([
      'steam://A',
      '- otpauth://totp/B?secret=X',
    ]);
  });

  it('are taken one by one from a line too long for one call, with the sign before each', () => {
    const links = [...Array(600).keys()].map((index) => `"otpauth://totp/A:${index}?secret=X"`);
    const texts = textsWithLinks(`[${links.join(',')}]`);
    expect(texts.length).toBe(600);
    expect(texts[599]).toBe('"otpauth://totp/A:599?secret=X"]');
  });

  it('are cut to what one call takes, and none is left out however many there are', () => {
    const texts = asTexts([...Array(1500).keys()].map((index) => `${index}${'x'.repeat(20_000)}`));
    expect(texts.length).toBe(1500);
    expect(Math.max(...texts.map(({ length }) => length))).toBe(16_384);
  });
});

describe('decisions', () => {
  const candidate = (id: string, state: Candidate['state']): Candidate => ({
    id,
    type: 'totp',
    issuer: 'I',
    accountName: id,
    algorithm: 'SHA1',
    digits: 6,
    periodSeconds: 30,
    counter: null,
    state,
    existingId: state === 'new' ? null : 'old',
    warnings: [],
    needsPin: false,
    tags: [],
    hasNote: false,
    hasPicture: false,
    isTrashed: false,
    source: 0,
  });
  const review: Review = {
    reviewId: 'r',
    candidates: [candidate('n', 'new'), candidate('s', 'same'), candidate('c', 'conflict')],
    problems: [],
    batches: [],
    paper: [],
    leftOut: [],
  };

  it('add what is new, skip what is the same, and wait for an answer to a conflict', () => {
    const decisions = decide(review, 'found', {});
    expect(countChosen(decisions)).toBe(1);
    expect(toChoices(decisions)).toBeNull();
  });

  it('wait for the PIN of what is to be added, and send it', () => {
    const one = { ...review, candidates: [{ ...candidate('n', 'new'), needsPin: true }] };
    const decisions = decide(one, 'import', {});
    expect(isUndecided(decisions)).toBe(true);
    expect(toChoices(decisions)).toBeNull();
    const typed = { n: { ...decisions.n!, pin: ' 1234 ' } };
    expect(toChoices(decide(one, 'import', typed))).toMatchObject([{ action: 'add', pin: '1234' }]);
    const skipped = { n: { ...decisions.n!, action: 'skip' as const } };
    expect(toChoices(decide(one, 'import', skipped))).toMatchObject([{ action: 'skip' }]);
    expect(toChoices(decide(one, 'backup', {}))).toMatchObject([{ action: 'add' }]);
  });

  it('are made for all conflicts at once, without touching the rest', () => {
    const all = forAllConflicts(review, {}, 'add');
    expect(toChoices(decide(review, 'import', all))?.map(({ action }) => action)).toEqual([
      'add',
      'skip',
      'add',
    ]);
    expect(commonAnswer(review, decide(review, 'import', all))).toBe('add');
    expect(commonAnswer(review, decide(review, 'import', {}))).toBeNull();
  });

  it('leave a backup’s conflicts as they are in the vault', () => {
    const choices = toChoices(decide(review, 'backup', {}));
    expect(choices?.map(({ action }) => action)).toEqual(['add', 'skip', 'skip']);
  });

  it('stay when the review goes on, and trim names', () => {
    const made = { c: { issuer: ' New ', accountName: 'name ', action: 'replace' as const } };
    const choices = toChoices(decide(review, 'found', made));
    expect(choices?.at(-1)).toEqual({
      candidateId: 'c',
      issuer: 'New',
      accountName: 'name',
      action: 'replace',
    });
  });
});

describe('typed parameters', () => {
  it('are read as numbers', () => {
    expect(readParameters(USUAL_PARAMETERS)).toEqual({
      algorithm: 'SHA1',
      digits: 6,
      periodSeconds: 30,
      counter: 0,
    });
  });
  it.each([
    ['digits', '0'],
    ['digits', '11'],
    ['digits', '6.5'],
    ['digits', ''],
    ['periodSeconds', '0'],
    ['periodSeconds', '2147483648'],
    ['counter', '-1'],
    ['counter', '99999999999999999'],
  ] as const)('refuse %s %j', (field, text) => {
    expect(readParameters({ ...USUAL_PARAMETERS, [field]: text })).toBeNull();
  });
});
