import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../../../web/api/client.ts';
import { client } from '../../../../web/api/queries.ts';
import { FailureNote } from '../../../../web/parts/failure-note.tsx';
import { useSay } from '../../../../web/parts/say.tsx';
import type { ReconciliationRule } from '../../domain/watch-views.ts';

const fields = ['stillWd', 'urgedWd'] as const;

/** After how many working days a silence is a finding; an agency's own to set. */
export const RuleForm = ({ rule }: { rule: ReconciliationRule }) => {
  const { t } = useTranslation();
  const id = useId();
  const say = useSay();
  const [values, setValues] = useState({ stillWd: String(rule.stillWd), urgedWd: String(rule.urgedWd) });
  const [failed, setFailed] = useState<unknown>(null);
  const save = async () => {
    setFailed(null);
    try {
      const body = { stillWd: Number(values.stillWd), urgedWd: Number(values.urgedWd) };
      await call('/ledger/reconciliation-rule', { method: 'POST', body });
      say(t('reconcile.saidRule'));
      await client.invalidateQueries({ queryKey: ['ledger', 'reconciliation'] });
    } catch (error) {
      setFailed(error);
    }
  };
  return (
    <details className="fold sign">
      <summary>{t('reconcile.rule')}</summary>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {fields.map((field) => (
          <div className="fld" key={field}>
            <label htmlFor={`${id}-${field}`}>{t(`reconcile.rule.${field}`)}</label>
            <input
              id={`${id}-${field}`}
              className="input"
              type="number"
              min={1}
              max={250}
              required
              value={values[field]}
              onChange={({ target }) => setValues({ ...values, [field]: target.value })}
            />
          </div>
        ))}
        <button type="submit" className="btn">
          {t('reconcile.saveRule')}
        </button>
      </form>
      {failed !== null && <FailureNote error={failed} what={t('form.notSent')} />}
    </details>
  );
};
