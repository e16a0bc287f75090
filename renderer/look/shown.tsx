/** What is shown: notices, codes, countdowns, QR codes, dialogs, messages, frames. Runs in the look page. */
import { type ReactElement, useState } from 'react';
import { Button } from '../components/button.tsx';
import { ConfirmDialog } from '../components/confirm-dialog.tsx';
import { Countdown } from '../components/countdown.tsx';
import { Dialog } from '../components/dialog.tsx';
import { Disclosure } from '../components/disclosure.tsx';
import { FormDialog } from '../components/form-dialog.tsx';
import { Notice } from '../components/notice.tsx';
import { PasswordDialog } from '../components/password-dialog.tsx';
import { QrCode } from '../components/qr-code.tsx';
import { say } from '../components/toast.tsx';
import { t } from '../locales/text.ts';
import { Section, State } from './section.tsx';

type Opened = 'dialog' | 'form-dialog' | 'confirm-dialog' | 'password-dialog';

export function Shown(): ReactElement {
  const [opened, setOpened] = useState<Opened | null>(null);
  const close = () => setOpened(null);
  return (
    <>
      <Section name="notice">
        {(['info', 'good', 'warn', 'bad'] as const).map((kind) => (
          <State key={kind} name={kind} isWide>
            <Notice kind={kind}>{t('create.truth')}</Notice>
          </State>
        ))}
      </Section>
      <Section name="countdown, code">
        {[30, 18, 5, 0].map((secondsLeft) => (
          <State key={secondsLeft} name={String(secondsLeft)}>
            <Countdown secondsLeft={secondsLeft} periodSeconds={30} />
          </State>
        ))}
        <State name="big">
          <Countdown secondsLeft={18} periodSeconds={30} isBig />
        </State>
        <State name="code">
          <span className="code">
            <span>123</span>
            <span>456</span>
          </span>
        </State>
        <State name="empty">
          <span className="code code-missing">••• •••</span>
        </State>
      </Section>
      <Section name="qr-code, disclosure">
        <State name="qr-code" isWide>
          <QrCode text="HALFMINUTE" label={t('qr.alt', { name: t('app.name') })} />
        </State>
        <State name="disclosure" isWide>
          <Disclosure>
            <p>{t('create.lead')}</p>
          </Disclosure>
        </State>
      </Section>
      <Section name="dialog, form-dialog, confirm-dialog, password-dialog, toast">
        {(['dialog', 'form-dialog', 'confirm-dialog', 'password-dialog'] as const).map((name) => (
          <Button key={name} onClick={() => setOpened(name)}>
            {name}
          </Button>
        ))}
        <Button onClick={() => say(t('codes.undone'), { action: { label: t('action.undo'), run: close } })}>
          toast
        </Button>
        <Button onClick={() => say(t('failure.disk-full'), { kind: 'bad' })}>toast bad</Button>
      </Section>
      {opened === 'dialog' && (
        <Dialog
          open
          onClose={close}
          title={t('history.title')}
          description={t('history.lead')}
          actions={
            <Button kind="primary" onClick={close}>
              {t('action.done')}
            </Button>
          }
        >
          {t('history.nothing')}
        </Dialog>
      )}
      {opened === 'form-dialog' && (
        <FormDialog title={t('bin.title')} onClose={close} onSubmit={close} submit={t('action.save')}>
          {t('create.lead')}
        </FormDialog>
      )}
      {opened === 'confirm-dialog' && (
        <ConfirmDialog
          title={t('bin.emptyTitle')}
          description={t('bin.emptyLead', { count: 2 })}
          submit={t('bin.emptySubmit', { count: 2 })}
          isDangerous
          run={async () => undefined}
          onClose={close}
        />
      )}
      {opened === 'password-dialog' && (
        <PasswordDialog
          title={t('history.forgetTitle')}
          description={t('history.forgetLead')}
          submit={t('history.forgetSubmit')}
          run={async () => ({ ok: false, code: 'wrong-password' })}
          onDone={close}
          onClose={close}
        />
      )}
    </>
  );
}
