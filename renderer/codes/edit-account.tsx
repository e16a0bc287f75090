/** Renaming an account and changing how its code is made. Runs in the page. The secret is neither shown nor changed. */
import { type ReactElement, useState } from 'react';
import type { AccountView, FailureCode, IconChoice } from '../../electron/ipc/contract.ts';
import { authenticator } from '../authenticator.ts';
import { Disclosure } from '../components/disclosure.tsx';
import { TextField } from '../components/field.tsx';
import { FormDialog } from '../components/form-dialog.tsx';
import { Notice } from '../components/notice.tsx';
import { TextArea } from '../components/text-area.tsx';
import { t } from '../locales/text.ts';
import { usePage } from '../page-context.ts';
import { ParameterFields, readParameters, type TypedParameters, USUAL_PARAMETERS } from '../parameters.tsx';
import { sayUndoable } from '../undo.ts';
import { IconField } from './icon-field.tsx';
import { TagsField, withTag } from './tags-field.tsx';

export interface EditAccountProps {
  readonly account: AccountView;
  readonly onClose: () => void;
  readonly onChanged: () => void;
}

const NAME_LENGTH_MAX = 256;
const NOTE_LENGTH_MAX = 10_000;

export function EditAccount({ account, onClose, onChanged }: EditAccountProps): ReactElement {
  const page = usePage();
  const [issuer, setIssuer] = useState(account.issuer);
  const [accountName, setAccountName] = useState(account.accountName);
  const [before] = useState<TypedParameters>({
    // Mobile-OTP alone has MD5, and nothing of it can be edited.
    algorithm: account.algorithm === 'MD5' ? USUAL_PARAMETERS.algorithm : account.algorithm,
    digits: String(account.digits),
    periodSeconds: String(account.periodSeconds ?? USUAL_PARAMETERS.periodSeconds),
    counter: String(account.counter ?? USUAL_PARAMETERS.counter),
  });
  const [typed, setTyped] = useState(before);
  const [tags, setTags] = useState(account.tags);
  const [tagText, setTagText] = useState('');
  const [note, setNote] = useState(account.note);
  const [icon, setIcon] = useState<IconChoice | null>();
  const [failure, setFailure] = useState<FailureCode | null>(null);

  const save = async () => {
    const parameters = readParameters(typed, before);
    if (!parameters) return setFailure('bad-argument');
    const result = await authenticator.accounts.edit({
      id: account.id,
      issuer: issuer.trim(),
      accountName: accountName.trim(),
      algorithm: parameters.algorithm,
      digits: parameters.digits,
      periodSeconds: account.periodSeconds === null ? null : parameters.periodSeconds,
      // Left alone unless it was changed here: it may have moved on meanwhile, and a used counter must not come back.
      counter: account.counter === null || typed.counter === before.counter ? null : parameters.counter,
      tags: [...withTag(tags, tagText)],
      note,
      ...(icon === undefined ? {} : { icon }),
    });
    if (!result.ok) return setFailure(result.code);
    page.liveCodes.refresh(account.id);
    onChanged();
    onClose();
    sayUndoable(t('edit.saved'), result.value.undoId, page, () => {
      page.liveCodes.refresh(account.id);
      onChanged();
    });
  };

  return (
    <FormDialog
      onClose={onClose}
      title={t('edit.title')}
      onSubmit={() => void save()}
      submit={t('action.save')}
    >
      <div className="stack">
        <TextField
          label={t('field.issuer')}
          maxLength={NAME_LENGTH_MAX}
          value={issuer}
          onChange={(event) => setIssuer(event.target.value)}
        />
        <TextField
          label={t('field.accountName')}
          maxLength={NAME_LENGTH_MAX}
          value={accountName}
          onChange={(event) => setAccountName(event.target.value)}
        />
        <IconField
          account={account}
          issuer={issuer}
          chosen={icon}
          onChoose={setIcon}
          onApplied={() => {
            onChanged();
            onClose();
          }}
        />
        <TagsField tags={tags} onChange={setTags} text={tagText} onType={setTagText} />
        <TextArea
          label={t('field.note')}
          rows={3}
          maxLength={NOTE_LENGTH_MAX}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
        {(account.type === 'totp' || account.type === 'hotp') && (
          <Disclosure>
            <ParameterFields type={account.type} value={typed} before={before} onChange={setTyped} />
          </Disclosure>
        )}
        {failure && <Notice kind="bad">{t(`failure.${failure}`)}</Notice>}
      </div>
    </FormDialog>
  );
}
