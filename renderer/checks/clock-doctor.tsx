/**
 * Finds how far this computer's clock is off, from codes of another device, and offers a correction that ends by itself.
 * Runs in the page. The rule: says how sure it is, and that setting the system's clock is the cure.
 */
import { type ReactElement, useEffect, useState } from 'react';
import type { AccountView, ClockSync, Drift } from '../../electron/ipc/contract.ts';
import { fullName } from '../account-name.ts';
import { authenticator } from '../authenticator.ts';
import { Button } from '../components/button.tsx';
import { SelectField } from '../components/choice.tsx';
import { Dialog } from '../components/dialog.tsx';
import { TextField } from '../components/field.tsx';
import { Notice } from '../components/notice.tsx';
import { t } from '../locales/text.ts';
import { usePage } from '../page-context.ts';
import { driftText } from './drift-text.ts';
import { TYPED_LENGTH_MAX, typedCode } from './typed-code.ts';

/** A clock that is off is to be set; the correction bridges the days until somebody does. */
const CORRECTION_LASTS_MS = 7 * 24 * 60 * 60 * 1000;
/** Fewer by chance than this: sure. */
const CHANCE_SURE = 0.001;

export interface ClockDoctorProps {
  readonly accounts: readonly AccountView[];
  readonly onClose: () => void;
}

interface Found {
  readonly drifts: readonly Drift[];
  readonly isSure: boolean;
}

/** A second code that cannot be one is told, not left out: the answer would be taken for that of both. */
function problemOf(code: string, isMissing: boolean): string | null {
  if (isMissing) return t('clock.codeMissing');
  return code === '' || /^\d{1,10}$/.test(code) ? null : t('check.notACode');
}

const centreSeconds = ({ fromMs, toMs }: Drift) =>
  fromMs <= 0 && toMs > 0 ? 0 : Math.round((fromMs + toMs) / 2000);

export function ClockDoctor({ accounts, onClose }: ClockDoctorProps): ReactElement {
  const page = usePage();
  const usable = accounts.filter(({ type }) => type === 'totp');
  const [ids, setIds] = useState<readonly string[]>(usable.slice(0, 2).map(({ id }) => id));
  const [typed, setTyped] = useState<readonly string[]>(['', '']);
  const [found, setFound] = useState<Found | null>(null);
  const [problems, setProblems] = useState<readonly (string | null)[]>([]);
  const sync = useClockSync();
  const options = usable.map((account) => ({ value: account.id, label: fullName(account) }));

  const find = async () => {
    const given = ids.map((id, at) => ({ id, code: typedCode(typed[at] ?? '') }));
    const readings = given.filter(({ code }) => code !== '');
    const said = given.map(({ code }, at) => problemOf(code, at === 0 && readings.length === 0));
    setProblems(said);
    if (said.some((problem) => problem !== null)) return;
    const result = await authenticator.checks.clock({ readings });
    if (!result.ok) return page.report(result.code);
    const { drifts, chanceDrifts } = result.value;
    setFound({ drifts, isSure: drifts.length === 1 && chanceDrifts < CHANCE_SURE });
  };
  const correct = (drift: Drift) => {
    page.changeSettings({
      clockCorrectionSeconds: centreSeconds(drift),
      clockCorrectionUntilMs: page.clock.now() + CORRECTION_LASTS_MS,
      isClockCorrectionDoubtful: false,
    });
    onClose();
  };
  const endCorrection = () => {
    page.changeSettings({
      clockCorrectionSeconds: 0,
      clockCorrectionUntilMs: 0,
      isClockCorrectionDoubtful: false,
    });
    onClose();
  };
  const drift = found?.drifts[0];
  const isRight = drift !== undefined && centreSeconds(drift) === 0;
  const isCorrected =
    page.settings.clockCorrectionSeconds !== 0 && page.clock.now() < page.settings.clockCorrectionUntilMs;
  const isOff = drift !== undefined && centreSeconds(drift) !== 0;

  return (
    <Dialog
      open
      onClose={onClose}
      title={t('clock.title')}
      description={t('clock.lead')}
      onSubmit={() => void find()}
      actions={
        <>
          <Button onClick={onClose}>{t('action.close')}</Button>
          {isOff && (
            <Button kind="primary" onClick={() => correct(drift)}>
              {t('clock.correct')}
            </Button>
          )}
          {/* Somebody set the clock meanwhile: what bridged the time until then now makes the codes wrong. */}
          {isRight && isCorrected && (
            <Button kind="primary" onClick={endCorrection}>
              {t('clock.endCorrection')}
            </Button>
          )}
          {!isOff && !(isRight && isCorrected) && (
            <Button kind="primary" type="submit">
              {t('clock.find')}
            </Button>
          )}
        </>
      }
    >
      <div className="stack">
        {usable.length === 0 && <Notice kind="info">{t('clock.noAccounts')}</Notice>}
        {ids.map((id, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the first and the second reading are places.
          <div key={at} className="clock-reading">
            <SelectField
              label={at === 0 ? t('clock.account') : t('clock.accountTwo')}
              options={options}
              value={id}
              onChange={(chosen) => {
                setIds(ids.map((before, place) => (place === at ? chosen : before)));
                setFound(null);
              }}
            />
            <TextField
              label={at === 0 ? t('clock.code') : t('clock.codeTwo')}
              inputMode="numeric"
              maxLength={TYPED_LENGTH_MAX}
              value={typed[at] ?? ''}
              error={problems[at]}
              onChange={(event) => {
                setTyped(typed.map((before, place) => (place === at ? event.target.value : before)));
                setFound(null);
                setProblems([]);
              }}
            />
          </div>
        ))}
        {found && <Finding found={found} />}
        {sync !== 'unknown' && <p className="quiet small">{t(`clock.sync.${sync}`)}</p>}
        {(isOff || sync === 'not-synchronised') && (
          <p className="small">{t(`clock.set.${page.info.platform}`)}</p>
        )}
      </div>
    </Dialog>
  );
}

function Finding({ found: { drifts, isSure } }: { readonly found: Found }): ReactElement {
  const [drift] = drifts;
  if (!drift) return <Notice kind="warn">{t('clock.nothing')}</Notice>;
  const seconds = centreSeconds(drift);
  if (seconds === 0) return <Notice kind="good">{t('clock.right')}</Notice>;
  return (
    <Notice kind="warn">
      {t('clock.found', { drift: driftText(seconds) })} {isSure ? t('clock.sure') : t('clock.unsure')}
    </Notice>
  );
}

function useClockSync(): ClockSync {
  const [sync, setSync] = useState<ClockSync>('unknown');
  useEffect(() => {
    let isWanted = true;
    void authenticator.app.clockSync().then((result) => {
      if (isWanted && result.ok) setSync(result.value);
    });
    return () => {
      isWanted = false;
    };
  }, []);
  return sync;
}
