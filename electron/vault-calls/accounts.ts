/**
 * `accounts.*` of the contract: list, review, add, edit, remove, show as Key URI. Runs in the vault process.
 * The rule: every way of adding goes through a review, and nothing is added or replaced but what was chosen there.
 */
import type { AccountEdit, AccountView, HandlersOf, vaultCalls } from '../ipc/contract.ts';
import type { OtpParameters } from '../otp/account.ts';
import { cleanNote, cleanTags } from '../otp/clean-extras.ts';
import { cleanName } from '../otp/draft.ts';
import { formatKeyUri } from '../otp/key-uri.ts';
import { otpView } from '../otp/review-view.ts';
import { checkSetupKey, reviewSetupKey } from '../otp/setup-key.ts';
import { labelOfLine } from '../vault/account-record.ts';
import { removeAccount } from '../vault/bin.ts';
import type { ChangeKind } from '../vault/history.ts';
import { CONFLICT_MEMBER } from '../vault/merge-record.ts';
import { settleConflict } from '../vault/settle-conflict.ts';
import {
  type AccountEntry,
  accountOf,
  accountsOf,
  editAccount,
  editAccounts,
  quarantinedOf,
  type Vault,
} from '../vault/vault.ts';
import { createArrangeCalls } from './arrange.ts';
import { decide, withChosen } from './chosen-accounts.ts';
import { codeView } from './codes.ts';
import { changedExtras, extrasView, keptIcon, picturesOf } from './extras.ts';
import { foundPictures, withDrawnPictures } from './found-pictures.ts';
import { NO_PAPER_YET, reviewWithPaper } from './paper-review.ts';
import type { Reviews } from './reviews.ts';
import type { VaultHolder } from './vault-holder.ts';

const accountView = ({ account, unknown }: AccountEntry, ids: ReadonlySet<string>): AccountView => {
  const { id, issuer, accountName, otp, createdAtMs } = account;
  const other = unknown[CONFLICT_MEMBER];
  return {
    id,
    issuer,
    accountName,
    ...otpView(otp),
    ...extrasView(account),
    createdAtMs,
    conflictOf: typeof other === 'string' && ids.has(other) ? other : null,
  };
};

/** The parameters that an edit asks for; type and secret stay, Steam has nothing to edit. */
function editedOtp(otp: OtpParameters, edit: AccountEdit): OtpParameters {
  const { algorithm, digits, periodSeconds, counter } = edit;
  if (otp.type === 'totp')
    return { ...otp, algorithm, digits, periodSeconds: periodSeconds ?? otp.periodSeconds };
  if (otp.type === 'hotp') return { ...otp, algorithm, digits, counter: counter ?? otp.counter };
  return otp;
}

export function createAccountCalls(
  holder: VaultHolder,
  reviews: Reviews,
  now: () => number,
  /** Recovery codes that come along, under their own password while it is open. */
  sealed: (vault: Vault) => Vault,
): HandlersOf<typeof vaultCalls>['accounts'] {
  const existing = () => accountsOf(holder.session().vault);
  const change = (what: ChangeKind, edit: (vault: Vault) => Vault) =>
    holder.saving((session) => session.change(edit, what));
  const goOn = (reviewId: string, texts: readonly string[]) => {
    const review = reviews.get(reviewId);
    return reviews.update(reviewId, { ...review, ...reviewWithPaper(review, texts, existing()) });
  };

  return {
    list: () => {
      const session = holder.session();
      const vault = session.uses.in(session.vault);
      const ids = new Set(accountsOf(vault).map(({ id }) => id));
      return {
        accounts: vault.entries.flatMap((entry) =>
          entry.kind === 'account' ? [accountView(entry, ids)] : [],
        ),
        quarantined: quarantinedOf(vault).map(({ position, line }) => ({
          position,
          label: labelOfLine(line),
        })),
      };
    },
    review: ({ reviewId, texts }) => {
      if (reviewId !== null) return goOn(reviewId, texts);
      const begun = reviewWithPaper(NO_PAPER_YET, texts, existing());
      const waitingId = reviews.waitingFor(begun.state.batches);
      return waitingId === null ? reviews.open({ ...begun, backup: null }) : goOn(waitingId, texts);
    },
    reviewSetupKey: (form) => reviews.open({ state: reviewSetupKey(form, existing()), backup: null }),
    checkKey: ({ key }) => {
      holder.session();
      return checkSetupKey(key);
    },
    reviewCodes: ({ reviewId, candidateIds }) => {
      const wanted = new Set(candidateIds);
      const atMs = now();
      return reviews
        .get(reviewId)
        .state.candidates.filter(({ id }) => wanted.has(id))
        .map(({ id, draft }) => codeView({ id, otp: draft.otp }, atMs));
    },
    foundPictures: ({ reviewId, candidateIds }) => foundPictures(reviews.get(reviewId).state, candidateIds),
    putPictures: ({ reviewId, pictures }) => {
      const review = reviews.get(reviewId);
      reviews.update(reviewId, { ...review, state: withDrawnPictures(review.state, pictures) });
      return null;
    },
    discardReview: ({ reviewId }) => {
      reviews.close(reviewId);
      return null;
    },
    add: async ({ reviewId, choices }) => {
      // Before the review is looked for: a locked app has none, and "locked" is what the page must hear.
      holder.session();
      const nowMs = now();
      const review = reviews.get(reviewId);
      const chosen = decide(review.state, choices, existing(), nowMs);
      // Before the saving and not after it: a second "add" that comes meanwhile must not find the review.
      reviews.close(reviewId);
      const { undoId, merge } = await change('added', (vault) =>
        sealed(withChosen(vault, chosen, nowMs)),
      ).catch((error: unknown) => {
        reviews.update(reviewId, review);
        throw error;
      });
      reviews.keepUnfinished(reviewId, review);
      return {
        addedIds: chosen.added.map(({ id }) => id),
        replacedIds: [...chosen.replaced.keys()],
        skippedCount: chosen.skippedCount,
        undoId,
        merge,
      };
    },
    edit: (edit) =>
      change('edited', (vault) =>
        editAccount(
          vault,
          edit.id,
          {
            issuer: cleanName(edit.issuer).name,
            accountName: cleanName(edit.accountName).name,
            otp: editedOtp(accountOf(vault, edit.id).otp, edit),
            ...(edit.tags === undefined ? {} : { tags: cleanTags(edit.tags) }),
            ...(edit.note === undefined ? {} : { note: cleanNote(edit.note) }),
            ...(edit.icon === undefined ? {} : { icon: keptIcon(edit.icon) }),
          },
          now(),
        ),
      ),
    setExtras: (asked) =>
      change('edited', (vault) =>
        editAccounts(
          vault,
          new Map(asked.ids.map((id) => [id, (account) => changedExtras(account, asked)])),
          now(),
        ),
      ),
    ...createArrangeCalls(holder, now),
    setIcons: ({ icons }) => {
      const kept = icons.map(({ ids, bytes }) => ({ ids, icon: keptIcon({ kind: 'picture', bytes }) }));
      const edits = kept.flatMap(({ ids, icon }) => ids.map((id) => [id, () => ({ icon })] as const));
      return change('edited', (vault) => editAccounts(vault, new Map(edits), now()));
    },
    pictures: ({ ids }) => picturesOf(existing(), new Set(ids)),
    remove: ({ id }) => change('removed', (vault) => removeAccount(vault, id, now())),
    settleConflict: ({ id, keep }) =>
      change(keep === 'both' ? 'edited' : 'removed', (vault) => settleConflict(vault, id, keep, now())),
    keyUri: async ({ id, password }) => {
      await holder.checkPassword(password);
      return { uri: formatKeyUri(accountOf(holder.session().vault, id)) };
    },
  };
}
