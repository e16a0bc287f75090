/**
 * Choosing out of an icon pack: one icon for the account that is edited, or all that fit the issuers in the vault.
 * Runs in the page. The rule: a pack is kept nowhere; what is chosen is drawn small and kept as the account's own picture.
 */
import { type ReactElement, useEffect, useState } from 'react';
import type { AccountView, IconPackView, PackIconView } from '../../electron/ipc/contract.ts';
import { authenticator } from '../authenticator.ts';
import { Button } from '../components/button.tsx';
import { t } from '../locales/text.ts';
import { usePage } from '../page-context.ts';
import { drawSmall } from '../small-picture.ts';
import { sayUndoable } from '../undo.ts';
import { IconChooser } from './icon-chooser.tsx';
import { normalName } from './mark-names.ts';

export interface PackChooserProps {
  readonly pack: IconPackView;
  readonly issuer: string;
  readonly onChoose: (bytes: Uint8Array<ArrayBuffer>) => void;
  /** All that fit were given their icons, and are saved. */
  readonly onApplied: () => void;
  readonly onClose: () => void;
}

/** The contract's bound. */
const ICONS_MAX = 500;

const small = (icon: PackIconView) => drawSmall(new Uint8Array(icon.bytes));

export function PackChooser({ pack, issuer, onChoose, onApplied, onClose }: PackChooserProps): ReactElement {
  const page = usePage();
  const [fitting, setFitting] = useState<ReadonlyMap<PackIconView, readonly string[]>>(new Map());
  const [isBusy, setBusy] = useState(false);
  const [isRefused, setRefused] = useState(false);
  useEffect(() => {
    void authenticator.accounts.list().then((list) => {
      if (list.ok) setFitting(fittingIcons(pack, list.value.accounts));
    });
  }, [pack]);
  const count = [...fitting.values()].flat().length;

  const choose = async (icon: PackIconView) => {
    const bytes = await small(icon);
    if (bytes) onChoose(bytes);
    else setRefused(true);
  };
  const applyToAll = async () => {
    if (isBusy) return;
    setBusy(true);
    const drawn = await Promise.all(
      [...fitting].map(async ([icon, ids]) => ({ ids: [...ids], bytes: await small(icon) })),
    );
    const icons = drawn.flatMap(({ ids, bytes }) => (bytes ? [{ ids, bytes }] : []));
    const result = icons.length > 0 ? await authenticator.accounts.setIcons({ icons }) : null;
    setBusy(false);
    setRefused(result === null);
    if (result === null) return;
    if (!result.ok) return page.report(result.code);
    const set = icons.flatMap(({ ids }) => ids).length;
    onApplied();
    sayUndoable(t('icon.applied', { count: set }), result.value.undoId, page, onApplied);
  };

  return (
    <IconChooser
      title={t('icon.packTitle', { name: pack.name })}
      items={pack.icons.map((icon, at) => ({
        key: String(at),
        title: icon.title,
        keywords: icon.issuers,
        icon,
      }))}
      firstQuery={issuer}
      draw={({ icon }) => <PackPicture icon={icon} />}
      onChoose={({ icon }) => void choose(icon)}
      onClose={onClose}
    >
      {isRefused && (
        <p className="field-error" role="alert">
          {t('icon.notAPicture')}
        </p>
      )}
      {count > 0 && (
        <Button aria-disabled={isBusy} onClick={() => void applyToAll()}>
          {t('icon.useForAll', { count })}
        </Button>
      )}
    </IconChooser>
  );
}

/** The accounts without an icon of their own, by the first icon that is for their issuer. */
function fittingIcons(
  { icons }: IconPackView,
  accounts: readonly AccountView[],
): ReadonlyMap<PackIconView, readonly string[]> {
  const byName = new Map<string, PackIconView>();
  for (const icon of icons)
    for (const name of [...icon.issuers, icon.title].map(normalName))
      if (name !== '' && !byName.has(name)) byName.set(name, icon);
  const fitting = new Map<PackIconView, string[]>();
  for (const { id, issuer, icon } of accounts) {
    const found = icon === null ? byName.get(normalName(issuer)) : undefined;
    if (found && (fitting.has(found) || fitting.size < ICONS_MAX))
      fitting.set(found, [...(fitting.get(found) ?? []), id]);
  }
  return fitting;
}

/** Drawn small like what is kept: a picture of a stranger is not put into the page as it is. */
function PackPicture({ icon }: { readonly icon: PackIconView }): ReactElement {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    let made: string | null = null;
    let isWanted = true;
    void small(icon).then((bytes) => {
      if (!bytes || !isWanted) return;
      made = URL.createObjectURL(new Blob([bytes], { type: 'image/png' }));
      setUrl(made);
    });
    return () => {
      isWanted = false;
      if (made !== null) URL.revokeObjectURL(made);
    };
  }, [icon]);
  return (
    <span className="mark mark-picture" aria-hidden="true">
      {url !== null && <img src={url} alt="" draggable={false} />}
    </span>
  );
}
