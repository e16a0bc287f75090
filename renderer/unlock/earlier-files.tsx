/**
 * Earlier files of the vault by date; a password or recovery key shows what each holds, and one of them is restored.
 * Runs in the page. The rule: nothing is restored before the person saw what is in it and chose it.
 */
import { type ReactElement, useId, useState } from 'react';
import type { EarlierContent, EarlierFile, FailureCode, VaultOpened } from '../../electron/ipc/contract.ts';
import { fullName } from '../account-name.ts';
import { authenticator } from '../authenticator.ts';
import { Button } from '../components/button.tsx';
import { Notice } from '../components/notice.tsx';
import { momentText, numberText, t } from '../locales/text.ts';
import { EarlierKeyForm } from './earlier-key-form.tsx';

export interface EarlierFilesProps {
  /** Newest first; at least one. */
  readonly files: readonly EarlierFile[];
  readonly isMissing: boolean;
  readonly onOpened: (opened: VaultOpened) => void;
}

export function EarlierFiles({ files, isMissing, onOpened }: EarlierFilesProps): ReactElement {
  const [contents, setContents] = useState<readonly EarlierContent[] | null>(null);
  return (
    <section className="stack" aria-labelledby="earlier-title">
      <h2 id="earlier-title">{t('earlier.title')}</h2>
      {contents ? (
        <OpenedFiles files={files} contents={contents} isMissing={isMissing} onOpened={onOpened} />
      ) : (
        <>
          <ul className="past-list" aria-label={t('earlier.title')}>
            {files.map((file) => (
              <li key={file.fileId} className="past-row">
                <FileText file={file} />
              </li>
            ))}
          </ul>
          {files.some(({ state }) => state === 'sound') && <EarlierKeyForm onContents={setContents} />}
        </>
      )}
    </section>
  );
}

function FileText({ file }: { readonly file: EarlierFile }): ReactElement {
  const { atMs, kind, sizeBytes, state } = file;
  return (
    <span className="past-text">
      <span className="past-name past-line">{momentText(atMs)}</span>
      <span className="quiet small past-line">
        {t(`earlier.kind.${kind}`)} · {t('backup.size', { size: numberText(Math.ceil(sizeBytes / 1024)) })}
        {state !== 'sound' && ` · ${t(`earlier.state.${state}`)}`}
      </span>
    </span>
  );
}

interface OpenedFilesProps extends EarlierFilesProps {
  readonly contents: readonly EarlierContent[];
}

function OpenedFiles({ files, contents, isMissing, onOpened }: OpenedFilesProps): ReactElement {
  const [fileId, setFileId] = useState(contents[0]?.fileId ?? '');
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<FailureCode | null>(null);
  const group = useId();
  const contentOf = new Map(contents.map((content) => [content.fileId, content]));

  const restore = async () => {
    if (isBusy) return;
    setBusy(true);
    setFailure(null);
    const result = await authenticator.earlier.restore({ fileId });
    if (result.ok) return onOpened(result.value);
    setBusy(false);
    setFailure(result.code);
  };

  return (
    <>
      <fieldset className="past-list">
        <legend className="for-screen-reader">{t('earlier.choose')}</legend>
        {files.map((file) => {
          const content = contentOf.get(file.fileId);
          return (
            <div key={file.fileId} className="past-row past-row-tall">
              <label className="past-choice">
                <input
                  type="radio"
                  name={group}
                  value={file.fileId}
                  disabled={!content}
                  checked={fileId === file.fileId}
                  onChange={() => setFileId(file.fileId)}
                />
                <FileText file={file} />
              </label>
              {content ? (
                <Content content={content} />
              ) : (
                file.state === 'sound' && <p className="quiet small">{t('earlier.otherKey')}</p>
              )}
            </div>
          );
        })}
      </fieldset>
      <p className="quiet small">{isMissing ? t('earlier.whatMissing') : t('earlier.whatDamaged')}</p>
      {failure && <Notice kind="bad">{t(`failure.${failure}`)}</Notice>}
      <Button kind="primary" aria-disabled={isBusy} onClick={() => void restore()}>
        {isBusy ? t('restore.restoring') : t('earlier.restore')}
      </Button>
    </>
  );
}

function Content({ content }: { readonly content: EarlierContent }): ReactElement {
  const { accounts, binnedCount, quarantinedCount } = content;
  const also = [
    binnedCount > 0 && t('earlier.binned', { count: binnedCount }),
    quarantinedCount > 0 && t('earlier.unread', { count: quarantinedCount }),
  ].filter((text) => text !== false);
  const count = [t('earlier.accounts', { count: accounts.length }), ...also].join(' · ');
  if (accounts.length === 0) return <p className="small past-content">{count}</p>;
  return (
    <details className="small past-content">
      <summary>{count}</summary>
      <ul>
        {accounts.map((account, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: accounts of an earlier file have no ids here, and stay in their order.
          <li key={index}>{fullName(account)}</li>
        ))}
      </ul>
    </details>
  );
}
