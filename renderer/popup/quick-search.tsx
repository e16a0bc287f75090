/**
 * The search of the small window: type, arrows, Enter copies the code and hides, Shift+Enter shows it big. Runs in its page.
 * The rule: codes are asked for the few accounts that are listed, and each showing starts with an empty field.
 */
import {
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { AccountView } from '../../electron/ipc/contract.ts';
import { bindingOf, type KeyIdOf } from '../../electron/ipc/keyboard.ts';
import { fullName } from '../account-name.ts';
import { authenticator } from '../authenticator.ts';
import { Button } from '../components/button.tsx';
import { copyCode } from '../copy-code.ts';
import { t } from '../locales/text.ts';
import { NewCode } from '../new-code.tsx';
import { usePage } from '../page-context.ts';
import { concealCode, isRevealed, revealCode } from '../shown-codes.ts';
import { FoundAccount } from './found-account.tsx';

/** More than fit; whoever needs the twenty-first types on. */
const SHOWN_MAX = 20;
const LIST_ID = 'popup-found';
const optionId = (account: AccountView) => `found-${account.id}`;

export interface QuickSearchProps {
  /** Makes the accounts ready once; the answer gives those that fit a query, best first. */
  readonly prepare: (accounts: readonly AccountView[]) => (query: string) => readonly AccountView[];
  /** The tile at an account's start. */
  readonly mark: (account: AccountView) => ReactNode;
}

export function QuickSearch({ prepare, mark }: QuickSearchProps): ReactElement {
  const page = usePage();
  const [accounts, setAccounts] = useState<readonly AccountView[] | null>(null);
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState(0);
  const [problem, setProblem] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  /** A counter goes up once for a copy, however often Enter is pressed until the window hides. */
  const isCopying = useRef(false);

  const readList = useCallback(async () => {
    const list = await authenticator.accounts.list();
    if (list.ok) setAccounts(list.value.accounts);
    else page.report(list.code);
  }, [page.report]);
  useEffect(() => {
    void readList();
    return authenticator.onCommand((command) => {
      // A hidden one reads when it is shown.
      if (command === 'accounts-changed' && !document.hidden) void readList();
      if (command !== 'popup-shown') return;
      setQuery('');
      setChosen(0);
      setProblem(null);
      field.current?.focus();
      void readList();
    });
  }, [readList]);

  const find = useMemo(() => prepare(accounts ?? []), [prepare, accounts]);
  const found = useMemo(() => find(query), [find, query]);
  const shown = found.slice(0, SHOWN_MAX);
  const active = shown[Math.min(chosen, shown.length - 1)];
  useEffect(() => {
    if (active) document.getElementById(optionId(active))?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  const copy = async (account: AccountView) => {
    if (isCopying.current) return;
    isCopying.current = true;
    await copyOnce(account).finally(() => {
      isCopying.current = false;
    });
  };
  const copyOnce = async (account: AccountView) => {
    setProblem(null);
    const read =
      account.type === 'hotp'
        ? await authenticator.codes.next({ id: account.id })
        : await firstCode(account.id);
    if (!read.ok) return page.report(read.code);
    if (!read.value?.code) return setProblem(t('popup.noCode', { name: fullName(account) }));
    if ((await copyCode(read.value, page)) !== null) await authenticator.popup.hide();
  };

  const enlarge = async ({ id }: AccountView) => {
    const opened = await authenticator.mini.open({ id });
    if (!opened.ok) return page.report(opened.code);
    await authenticator.popup.hide();
  };

  const onKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const key = bindingOf('popup', event.nativeEvent, page.info.platform === 'darwin');
    const to = nextChosen(key, Math.min(chosen, shown.length - 1), shown.length);
    if (to !== null) {
      event.preventDefault();
      setChosen(to);
    }
    if (key === 'popup-reveal' && active) {
      event.preventDefault();
      (isRevealed(active.id) ? concealCode : revealCode)(active.id);
    }
    if ((key === 'popup-copy' || key === 'popup-mini') && active) {
      event.preventDefault();
      if (event.repeat) return;
      void (key === 'popup-mini' ? enlarge(active) : copy(active));
    }
  };

  return (
    <main className="popup popup-search">
      <h1 className="for-screen-reader">{t('popup.title')}</h1>
      <input
        ref={field}
        type="text"
        role="combobox"
        className="popup-field"
        aria-label={t('codes.search')}
        aria-expanded={shown.length > 0}
        aria-controls={LIST_ID}
        aria-autocomplete="list"
        aria-activedescendant={active ? optionId(active) : undefined}
        placeholder={t('codes.search')}
        autoComplete="off"
        // biome-ignore lint/a11y/noAutofocus: the window is there to be typed into.
        autoFocus
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setChosen(0);
          setProblem(null);
        }}
        onKeyDown={onKey}
      />
      <div id={LIST_ID} role="listbox" aria-label={t('codes.listLabel')} className="popup-list">
        {shown.map((account) => (
          <FoundAccount
            key={account.id}
            id={optionId(account)}
            account={account}
            isChosen={account === active}
            mark={mark(account)}
            onCopy={() => void copy(account)}
          />
        ))}
      </div>
      {accounts?.length === 0 && (
        <div className="popup-empty">
          <Button onClick={() => void authenticator.popup.openMain()}>{t('popup.openMain')}</Button>
        </div>
      )}
      <NewCode account={active ?? null} />
      <p className="popup-foot" role={problem ? 'alert' : 'status'}>
        {problem ?? footText(accounts, query, found.length)}
      </p>
    </main>
  );
}

/** Read anew, so that what is copied is the code of this moment. */
async function firstCode(id: string) {
  const codes = await authenticator.codes.at({ ids: [id] });
  return codes.ok ? ({ ok: true, value: codes.value[0] } as const) : codes;
}

function footText(accounts: readonly AccountView[] | null, query: string, count: number): string {
  if (accounts === null) return '';
  if (accounts.length === 0) return t('popup.empty');
  if (count === 0) return t('codes.noMatch', { query });
  return count > SHOWN_MAX ? t('popup.more', { count: count - SHOWN_MAX }) : t('popup.keys');
}

function nextChosen(key: KeyIdOf<'popup'> | null, current: number, count: number): number | null {
  if (count === 0) return null;
  if (key === 'popup-down') return (current + 1) % count;
  if (key === 'popup-up') return (current + count - 1) % count;
  if (key === 'popup-page-down') return Math.min(count - 1, current + 5);
  if (key === 'popup-page-up') return Math.max(0, current - 5);
  return null;
}
