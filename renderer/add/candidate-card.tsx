/** One found account in the review: its names to edit, how it relates to the vault, what to do. Runs in the page. */
import { Checkbox } from '@base-ui/react/checkbox';
import { Check } from 'lucide-react';
import { memo, type ReactElement, useId } from 'react';
import type { Candidate } from '../../electron/ipc/contract.ts';
import { fullName } from '../account-name.ts';
import { OptionBar } from '../components/choice.tsx';
import { PasswordField, TextField } from '../components/field.tsx';
import { listText, t } from '../locales/text.ts';
import { parametersText } from '../parameters.tsx';
import { type Decision, lacksPin } from './choices.ts';
import { ConflictCodes } from './conflict-codes.tsx';
import { CutOut } from './cut-out.tsx';

export interface CandidateCardProps {
  readonly candidate: Candidate;
  readonly decision: Decision;
  /** Where its code was; null when it came from no picture. */
  readonly cutOut: ImageBitmap | null;
  /** The same function each time, so that cards without a change are not drawn again. */
  readonly onChange: (candidateId: string, decision: Decision) => void;
  /** True once Add was tried: an unanswered conflict is marked. */
  readonly isTried: boolean;
}

/** Each answer of the vault process is made of new objects, mostly with what was there before. */
function isSame(before: CandidateCardProps, after: CandidateCardProps): boolean {
  const { cutOut, isTried, onChange } = after;
  if (before.cutOut !== cutOut || before.isTried !== isTried || before.onChange !== onChange) return false;
  return (
    JSON.stringify([before.candidate, before.decision]) === JSON.stringify([after.candidate, after.decision])
  );
}

export const CandidateCard = memo(function CandidateCard(props: CandidateCardProps): ReactElement {
  const { candidate, decision, cutOut, isTried } = props;
  const onChange = (changed: Decision) => props.onChange(candidate.id, changed);
  const titleId = useId();
  const name = fullName(decision);
  const isIn = decision.action === 'add' || decision.action === 'replace';
  return (
    <li className="candidate" data-state={candidate.state} aria-labelledby={titleId}>
      <div className="candidate-head">
        {candidate.state !== 'conflict' && (
          <Checkbox.Root
            className="checkbox"
            aria-label={t('review.include', { name })}
            checked={isIn}
            onCheckedChange={(checked) => onChange({ ...decision, action: checked ? 'add' : 'skip' })}
          >
            <Checkbox.Indicator className="checkbox-mark">
              <Check aria-hidden />
            </Checkbox.Indicator>
          </Checkbox.Root>
        )}
        {cutOut && <CutOut picture={cutOut} />}
        <div>
          <h3 id={titleId}>{name}</h3>
          <p className="quiet small">{parametersText(candidate)}</p>
          {candidate.isTrashed && <p className="quiet small">{t('review.wasInBin')}</p>}
          {(candidate.tags.length > 0 || candidate.hasNote) && (
            <p className="quiet small">
              {t('review.carries', {
                tagCount: candidate.tags.length,
                tags: listText(candidate.tags),
                note: candidate.hasNote ? 'yes' : 'no',
              })}
            </p>
          )}
        </div>
        {candidate.state === 'same' && <span className="badge">{t('review.same')}</span>}
      </div>
      {isIn && (
        <div className="candidate-names">
          <TextField
            label={t('field.issuer')}
            maxLength={256}
            value={decision.issuer}
            onChange={(event) => onChange({ ...decision, issuer: event.target.value })}
          />
          <TextField
            label={t('field.accountName')}
            maxLength={256}
            value={decision.accountName}
            onChange={(event) => onChange({ ...decision, accountName: event.target.value })}
          />
          {decision.pin !== undefined && (
            <PasswordField
              className={lacksPin(decision) ? 'lacks-pin' : ''}
              label={t('review.pin')}
              hint={t('review.pinHint')}
              maxLength={256}
              value={decision.pin}
              onChange={(event) => onChange({ ...decision, pin: event.target.value })}
              error={isTried && lacksPin(decision) ? t('review.pinMissing') : null}
            />
          )}
        </div>
      )}
      {candidate.state === 'conflict' && (
        <div className="candidate-conflict" data-open={(isTried && decision.action === null) || undefined}>
          <p>{t('review.conflict')}</p>
          {candidate.existingId !== null && (
            <ConflictCodes candidate={candidate} existingId={candidate.existingId} />
          )}
          <p className="quiet small">{t('review.replaceHint')}</p>
          <OptionBar<'replace' | 'add' | 'skip'>
            label={t('review.conflictChoice', { name })}
            options={[
              { value: 'replace', label: t('review.replace') },
              { value: 'add', label: t('review.keepBoth') },
              { value: 'skip', label: t('review.skip') },
            ]}
            value={decision.action}
            onChange={(action) => onChange({ ...decision, action })}
          />
          {isTried && decision.action === null && (
            <p className="field-error" role="alert">
              {t('review.conflictOpen')}
            </p>
          )}
        </div>
      )}
      {candidate.warnings.length > 0 && (
        <ul className="candidate-warnings small">
          {candidate.warnings.map((warning) => (
            <li key={warning}>{t(`warning.${warning}`)}</li>
          ))}
        </ul>
      )}
    </li>
  );
}, isSame);
