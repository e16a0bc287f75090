/**
 * The icon of an account that is edited: how it is now, and the ways to another one. Runs in the page.
 * The rule: nothing is saved here; a picture is drawn small at once, and its file is dropped.
 */
import { type ReactElement, useEffect, useMemo, useRef, useState } from 'react';
import type { AccountView, IconChoice, IconPackView } from '../../electron/ipc/contract.ts';
import { authenticator } from '../authenticator.ts';
import { Button } from '../components/button.tsx';
import { t } from '../locales/text.ts';
import { drawOwnSmall } from '../small-picture.ts';
import { IconChooser } from './icon-chooser.tsx';
import { IssuerMark } from './issuer-mark.tsx';
import { type MarkTitle, readMarkTitles } from './marks.ts';
import { PackChooser } from './pack-chooser.tsx';

/** The contract's bound. */
const PACK_BYTES_MAX = 64 * 1024 * 1024;

export interface IconFieldProps {
  readonly account: AccountView;
  /** As it is typed now: what the mark follows where none is chosen. */
  readonly issuer: string;
  /** Undefined: as it is. */
  readonly chosen: IconChoice | null | undefined;
  readonly onChoose: (icon: IconChoice | null) => void;
  /** Icons of a pack were given to all accounts that they fit, and are saved. */
  readonly onApplied: () => void;
}

export function IconField({ account, issuer, chosen, onChoose, onApplied }: IconFieldProps): ReactElement {
  const [titles, setTitles] = useState<readonly MarkTitle[] | null>(null);
  const [pack, setPack] = useState<IconPackView | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const picker = useRef<HTMLInputElement>(null);
  const packPicker = useRef<HTMLInputElement>(null);
  const isAutomatic = chosen === undefined ? account.icon === null : chosen === null;

  const choose = (icon: IconChoice | null) => {
    setRefused(null);
    onChoose(icon);
  };
  const takeFile = async (file: File | undefined) => {
    if (!file) return;
    // A file that went meanwhile, or that may not be read.
    const bytes = await drawOwnSmall(file).catch(() => null);
    if (bytes === null) setRefused(t('icon.notAPicture'));
    else choose({ kind: 'picture', bytes });
  };

  const takePack = async (file: File | undefined) => {
    if (!file) return;
    setRefused(null);
    if (file.size > PACK_BYTES_MAX) return setRefused(t('icon.notAPack'));
    const opened = await authenticator.import.iconPack({ bytes: new Uint8Array(await file.arrayBuffer()) });
    if (!opened.ok) return setRefused(t('icon.notAPack'));
    if (opened.value.icons.length === 0) return setRefused(t('icon.emptyPack'));
    setPack(opened.value);
  };

  return (
    <fieldset className="icon-field">
      <legend className="field-label">{t('icon.title')}</legend>
      <div className="icon-field-row">
        <ChosenIcon account={account} issuer={issuer} chosen={chosen} />
        <div className="icon-field-ways">
          <Button kind="quiet" onClick={() => void readMarkTitles().then(setTitles)}>
            {t('icon.mark')}
          </Button>
          <Button kind="quiet" onClick={() => picker.current?.click()}>
            {t('icon.picture')}
          </Button>
          <Button kind="quiet" onClick={() => packPicker.current?.click()}>
            {t('icon.pack')}
          </Button>
          {!isAutomatic && (
            <Button kind="quiet" onClick={() => choose(null)}>
              {t('icon.automatic')}
            </Button>
          )}
        </div>
      </div>
      <input
        ref={picker}
        type="file"
        hidden
        accept="image/*"
        aria-label={t('icon.picture')}
        onChange={(event) => {
          void takeFile(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
      <input
        ref={packPicker}
        type="file"
        hidden
        accept=".zip,application/zip"
        aria-label={t('icon.pack')}
        onChange={(event) => {
          void takePack(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
      {refused !== null && (
        <p className="field-error" role="alert">
          {refused}
        </p>
      )}
      {pack && (
        <PackChooser
          pack={pack}
          issuer={issuer}
          onChoose={(bytes) => {
            choose({ kind: 'picture', bytes });
            setPack(null);
          }}
          onApplied={onApplied}
          onClose={() => setPack(null)}
        />
      )}
      {titles && (
        <IconChooser
          title={t('icon.markTitle')}
          items={titles.map(({ name, title }) => ({ key: name, title }))}
          firstQuery={issuer}
          draw={({ key }) => <IssuerMark issuer="" accountName="" id="" icon={{ kind: 'mark', name: key }} />}
          onChoose={({ key }) => {
            choose({ kind: 'mark', name: key });
            setTitles(null);
          }}
          onClose={() => setTitles(null)}
        />
      )}
    </fieldset>
  );
}

function ChosenIcon({
  account,
  issuer,
  chosen,
}: Omit<IconFieldProps, 'onChoose' | 'onApplied'>): ReactElement {
  const bytes = chosen?.kind === 'picture' ? chosen.bytes : null;
  const url = useMemo(
    () => (bytes === null ? null : URL.createObjectURL(new Blob([new Uint8Array(bytes)]))),
    [bytes],
  );
  useEffect(() => () => (url === null ? undefined : URL.revokeObjectURL(url)), [url]);
  if (url !== null)
    return (
      <span className="mark mark-picture" aria-hidden="true">
        <img src={url} alt="" draggable={false} />
      </span>
    );
  const icon = chosen === undefined ? account.icon : chosen?.kind === 'mark' ? chosen : null;
  return <IssuerMark issuer={issuer} accountName={account.accountName} id={account.id} icon={icon} />;
}
