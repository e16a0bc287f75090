/**
 * The icon of an account that is edited: how it is now, and the ways to another one. Runs in the page.
 * The rule: nothing is saved here; a picture is drawn small at once, and its file is dropped.
 */
import { type ReactElement, useEffect, useMemo, useRef, useState } from 'react';
import type { AccountView, IconChoice } from '../../electron/ipc/contract.ts';
import { Button } from '../components/button.tsx';
import { t } from '../locales/text.ts';
import { drawSmall } from '../small-picture.ts';
import { IconChooser } from './icon-chooser.tsx';
import { IssuerMark } from './issuer-mark.tsx';
import { type MarkTitle, readMarkTitles } from './marks.ts';

export interface IconFieldProps {
  readonly account: AccountView;
  /** As it is typed now: what the mark follows where none is chosen. */
  readonly issuer: string;
  /** Undefined: as it is. */
  readonly chosen: IconChoice | null | undefined;
  readonly onChoose: (icon: IconChoice | null) => void;
}

export function IconField({ account, issuer, chosen, onChoose }: IconFieldProps): ReactElement {
  const [titles, setTitles] = useState<readonly MarkTitle[] | null>(null);
  const [isRefused, setRefused] = useState(false);
  const picker = useRef<HTMLInputElement>(null);
  const isAutomatic = chosen === undefined ? account.icon === null : chosen === null;

  const choose = (icon: IconChoice | null) => {
    setRefused(false);
    onChoose(icon);
  };
  const takeFile = async (file: File | undefined) => {
    if (!file) return;
    const bytes = await drawSmall(new Uint8Array(await file.arrayBuffer()));
    if (bytes === null) setRefused(true);
    else choose({ kind: 'picture', bytes });
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
      {isRefused && (
        <p className="field-error" role="alert">
          {t('icon.notAPicture')}
        </p>
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

function ChosenIcon({ account, issuer, chosen }: Omit<IconFieldProps, 'onChoose'>): ReactElement {
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
