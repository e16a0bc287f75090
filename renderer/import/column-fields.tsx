/** Telling which columns of a table hold what. Runs in the page. The rule: columns are counted from 1, as people do. */
import type { ReactElement } from 'react';
import { SelectField } from '../components/choice.tsx';
import { t } from '../locales/text.ts';
import type { Columns } from './read-export.ts';

export interface ColumnFieldsProps {
  /** Names in order; '' where a column has none that may be shown. */
  readonly names: readonly string[];
  readonly value: Columns;
  readonly onChange: (value: Columns) => void;
}

const NO_COLUMN = -1;

export function ColumnFields({ names, value, onChange }: ColumnFieldsProps): ReactElement {
  const columns = names.map((name, at) => ({
    value: at,
    label: name ? t('import.columnNamed', { number: at + 1, name }) : t('import.column', { number: at + 1 }),
  }));
  const orNone = [{ value: NO_COLUMN, label: t('import.noColumn') }, ...columns];
  const asColumn = (at: number) => (at === NO_COLUMN ? null : at);
  return (
    <>
      <p>{t('import.columnsNeeded')}</p>
      <SelectField
        label={t('import.columnSecret')}
        options={columns}
        value={value.secret}
        onChange={(secret) => onChange({ ...value, secret })}
      />
      <SelectField
        label={t('import.columnIssuer')}
        options={orNone}
        value={value.issuer ?? NO_COLUMN}
        onChange={(at) => onChange({ ...value, issuer: asColumn(at) })}
      />
      <SelectField
        label={t('import.columnAccountName')}
        options={orNone}
        value={value.accountName ?? NO_COLUMN}
        onChange={(at) => onChange({ ...value, accountName: asColumn(at) })}
      />
    </>
  );
}
