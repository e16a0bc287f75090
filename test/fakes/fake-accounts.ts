/**
 * The fake's accounts and reviews: what `accounts.*` answers, and the review that an opened backup starts.
 * Runs in the page under test.
 */
import type {
  AccountView,
  Authenticator,
  ExtrasChange,
  IconChoice,
  Review,
} from '../../electron/ipc/contract.ts';
import { createArranging } from './fake-arranging.ts';
import { type FakeMemory, type FakeOptions, failed, fine } from './fake-memory.ts';
import {
  candidateOf,
  codeView,
  emptyReview,
  type FakeAccount,
  fakeAccount,
  linksOf,
  newId,
  problemOf,
  readUri,
} from './fake-vault.ts';

export interface FakeAccounts {
  readonly accounts: Authenticator['accounts'];
  readonly startReview: (accounts: readonly FakeAccount[], reviewId?: string) => Review;
  /** The accounts of a review; undefined when it is not open. */
  readonly reviewed: (reviewId: string) => FakeAccount[] | undefined;
}

/** Pictures that the page drew, by their id. */
const pictures = new Map<string, Uint8Array>();

function iconView(icon: IconChoice | null): AccountView['icon'] {
  if (icon?.kind !== 'picture') return icon;
  const pictureId = `picture-${pictures.size}`;
  pictures.set(pictureId, icon.bytes);
  return { kind: 'picture', pictureId };
}

function withExtras(account: FakeAccount, change: ExtrasChange): FakeAccount {
  const { isPinned = account.isPinned, note = account.note, icon, addTags = [], removeTags = [] } = change;
  const tags = [...account.tags.filter((tag) => !removeTags.includes(tag)), ...addTags];
  return {
    ...account,
    isPinned,
    note,
    tags: [...new Set(tags)],
    icon: icon === undefined ? account.icon : iconView(icon),
  };
}

export function createAccounts(memory: FakeMemory, options: FakeOptions): FakeAccounts {
  const { saved } = memory;
  const reviews = new Map<string, { view: Review; accounts: Map<string, FakeAccount> }>();
  /** How many texts each review was given: the source of its next one. */
  const textCounts = new Map<string, number>();
  const find = (id: string) => saved.accounts.find((account) => account.id === id);
  const view = ({ secret: _, ...account }: FakeAccount): AccountView => account;
  const startReview = (
    accounts: readonly FakeAccount[],
    reviewId = newId(),
    sources: readonly number[] = [],
  ) => {
    const before = reviews.get(reviewId) ?? { view: emptyReview(reviewId), accounts: new Map() };
    for (const account of accounts) before.accounts.set(account.id, account);
    const candidates = accounts.map((account, at) => candidateOf(account, saved.accounts, sources[at] ?? -1));
    const next = { ...before.view, candidates: [...before.view.candidates, ...candidates] };
    reviews.set(reviewId, { ...before, view: next });
    return next;
  };

  const removeOne = (id: string, accounts = saved.accounts) => {
    const position = accounts.findIndex((one) => one.id === id);
    const [account] = accounts.slice(position);
    const binned = account ? [{ account, deletedAtMs: Date.now(), position }] : [];
    const left = accounts.filter((one) => one.id !== id);
    return memory.change(left, 'removed', [...saved.bin, ...binned]);
  };

  const accounts: Authenticator['accounts'] = {
    ...createArranging(memory),
    list: async () =>
      fine({
        accounts: saved.accounts.map(view),
        quarantined: (options.quarantined ?? []).map((label, position) => ({ label, position })),
      }),
    review: async ({ reviewId, texts }) => {
      const first = reviewId === null ? 0 : (textCounts.get(reviewId) ?? 0);
      const read = texts.flatMap((text, at) =>
        linksOf(text).map((link) => ({ link, source: first + at, account: readUri(link) })),
      );
      const found = read.filter(({ account }) => account !== null);
      const review = startReview(
        found.flatMap(({ account }) => account ?? []),
        reviewId ?? undefined,
        found.map(({ source }) => source),
      );
      textCounts.set(review.reviewId, first + texts.length);
      const problems = read.flatMap(({ link, source, account }) =>
        account ? [] : [problemOf(link, source)],
      );
      const full = {
        ...review,
        problems: [...review.problems, ...problems],
        batches: options.batches ?? [],
        paper: options.paper ?? [],
      };
      reviews.set(full.reviewId, {
        view: full,
        accounts: reviews.get(full.reviewId)?.accounts ?? new Map(),
      });
      return fine(full);
    },
    reviewSetupKey: async ({ key, ...rest }) => {
      const isCounter = rest.type === 'hotp';
      const account = fakeAccount({
        ...rest,
        secret: key.replace(/[\s-]/g, '').toUpperCase(),
        periodSeconds: isCounter ? null : rest.periodSeconds,
        counter: isCounter ? rest.counter : null,
      });
      return fine(startReview([account]));
    },
    checkKey: async ({ key }) => {
      const bare = key.replace(/[\s-]/g, '');
      if (bare === '') return fine('empty');
      if (/[0189]/.test(bare)) return fine('looks-alike-digit');
      if (/[^a-z2-7=]/i.test(bare)) return fine('bad-character');
      return fine(bare.length < 8 ? 'too-short' : null);
    },
    reviewCodes: async ({ reviewId, candidateIds }) => {
      const review = reviews.get(reviewId);
      if (!review) return failed('review-missing');
      const found = candidateIds.flatMap((id) => review.accounts.get(id) ?? []);
      return fine(found.map((account) => codeView(account, Date.now())));
    },
    foundPictures: async ({ reviewId, candidateIds }) =>
      fine(
        candidateIds.flatMap((candidateId) => {
          const svg = reviews.get(reviewId)?.accounts.get(candidateId)?.svg;
          return svg === undefined
            ? []
            : [{ candidateId, mediaType: 'image/svg+xml', bytes: new TextEncoder().encode(svg) }];
        }),
      ),
    putPictures: async ({ reviewId, pictures: drawn }) => {
      const found = reviews.get(reviewId)?.accounts;
      for (const { candidateId, bytes } of drawn) {
        const account = found?.get(candidateId);
        if (account) found?.set(candidateId, { ...account, icon: iconView({ kind: 'picture', bytes }) });
      }
      return fine(null);
    },
    discardReview: async ({ reviewId }) => {
      reviews.delete(reviewId);
      return fine(null);
    },
    add: async ({ reviewId, choices }) => {
      const review = reviews.get(reviewId);
      if (!review) return failed('review-missing');
      const accounts = [...saved.accounts];
      const addedIds: string[] = [];
      const replacedIds: string[] = [];
      for (const { candidateId, action, issuer, accountName } of choices) {
        const account = review.accounts.get(candidateId);
        const existingId = review.view.candidates.find(({ id }) => id === candidateId)?.existingId;
        const place = accounts.findIndex(({ id }) => id === existingId);
        if (!account || action === 'skip') continue;
        if (action === 'replace' && existingId) {
          accounts[place] = { ...account, id: existingId, issuer, accountName };
          replacedIds.push(existingId);
        } else {
          accounts.push({ ...account, issuer, accountName });
          addedIds.push(account.id);
        }
      }
      const skippedCount = choices.length - addedIds.length - replacedIds.length;
      return fine({
        addedIds,
        replacedIds,
        skippedCount,
        undoId: memory.change(accounts, 'added'),
        merge: null,
      });
    },
    edit: async ({ id, tags, note, icon, ...change }) => {
      if (!find(id)) return failed('account-missing');
      return fine({
        undoId: memory.change(
          saved.accounts.map((one) =>
            one.id === id
              ? {
                  ...one,
                  ...change,
                  counter: change.counter ?? one.counter,
                  periodSeconds: change.periodSeconds ?? one.periodSeconds,
                  tags: tags ?? one.tags,
                  note: note ?? one.note,
                  icon: icon === undefined ? one.icon : iconView(icon),
                }
              : one,
          ),
        ),
        merge: memory.takeMerge(),
      });
    },
    setExtras: async (change) => {
      if (!change.ids.every(find)) return failed('account-missing');
      return fine({
        undoId: memory.change(
          saved.accounts.map((one) => (change.ids.includes(one.id) ? withExtras(one, change) : one)),
        ),
        merge: memory.takeMerge(),
      });
    },
    setIcons: async ({ icons }) => {
      const views = new Map(
        icons.flatMap(({ ids, bytes }) => {
          const view = iconView({ kind: 'picture', bytes });
          return ids.map((id) => [id, view] as const);
        }),
      );
      const changed = saved.accounts.map((one) => ({ ...one, icon: views.get(one.id) ?? one.icon }));
      return fine({ undoId: memory.change(changed), merge: null });
    },
    pictures: async ({ ids }) =>
      fine(
        ids.flatMap((id) => {
          const icon = find(id)?.icon;
          const bytes = icon?.kind === 'picture' ? pictures.get(icon.pictureId) : undefined;
          return icon?.kind === 'picture' && bytes
            ? [{ id, pictureId: icon.pictureId, mediaType: 'image/png', bytes }]
            : [];
        }),
      ),
    remove: async ({ id }) => fine({ undoId: removeOne(id), merge: null }),
    settleConflict: async ({ id, keep }) => {
      const firstId = find(id)?.conflictOf;
      if (!firstId) return failed('account-missing');
      const settled = saved.accounts.map((one) => (one.id === id ? { ...one, conflictOf: null } : one));
      if (keep === 'both') return fine({ undoId: memory.change(settled), merge: null });
      return fine({ undoId: removeOne(keep === 'this' ? firstId : id, settled), merge: null });
    },
    keyUri: async ({ id, password }) => {
      const account = find(id);
      if (password !== saved.password) return failed('wrong-password');
      if (!account) return failed('account-missing');
      const label = encodeURIComponent(`${account.issuer}:${account.accountName}`);
      return fine({ uri: `otpauth://${account.type}/${label}?secret=${account.secret}` });
    },
  };

  return {
    accounts,
    startReview,
    reviewed: (reviewId) => {
      const review = reviews.get(reviewId);
      return review && [...review.accounts.values()];
    },
  };
}
