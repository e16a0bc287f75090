/**
 * An account's QR code, for another authenticator; shown after the password. Runs in the page.
 * The rule: the one answer with a secret becomes the drawing at once, is kept nowhere, and goes when this closes.
 */
import { type ReactElement, useState } from 'react';
import type { AccountView } from '../../electron/ipc/contract.ts';
import { fullName } from '../account-name.ts';
import { authenticator } from '../authenticator.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { PasswordField } from '../components/field.tsx';
import { type Drawing, drawQr, QrDrawing } from '../components/qr-code.tsx';
import { t } from '../locales/text.ts';

export interface AccountQrProps {
  readonly account: AccountView;
  readonly onClose: () => void;
}

export function AccountQr({ account, onClose }: AccountQrProps): ReactElement {
  const [drawing, setDrawing] = useState<Drawing | null>(null);
  const [password, setPassword] = useState('');
  const [error, setError] = useState<string | null>(null);
  const name = fullName(account);

  const show = async () => {
    if (password === '') return setError(t('password.empty'));
    const result = await authenticator.accounts.keyUri({ id: account.id, password });
    setPassword('');
    if (!result.ok) return setError(t(`failure.${result.code}`));
    setDrawing(await drawQr(result.value.uri));
  };

  if (drawing) {
    return (
      <Dialog
        open
        onClose={onClose}
        title={t('qr.title', { name })}
        actions={
          <Button kind="primary" onClick={onClose}>
            {t('action.done')}
          </Button>
        }
      >
        <div className="stack">
          <QrDrawing drawing={drawing} label={t('qr.alt', { name })} />
          <p className="quiet">{t('qr.how')}</p>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('qr.title', { name })}
      description={t('qr.why')}
      onSubmit={() => void show()}
      actions={
        <>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button kind="primary" type="submit">
            {t('qr.show')}
          </Button>
        </>
      }
    >
      <PasswordField
        label={t('backup.vaultPassword')}
        value={password}
        onChange={(event) => setPassword(event.target.value)}
        autoComplete="current-password"
        error={error}
      />
    </Dialog>
  );
}
