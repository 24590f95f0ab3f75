import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RefusalView } from '../../../kernel/view/view.ts';
import { href } from '../../../web/address.ts';
import { call } from '../../../web/api/client.ts';
import { factInWords, ruleInWords } from '../../../web/parts/refusal-note.tsx';
import type { BatchAction, CheckAnswer } from '../domain/batch.ts';
import { BatchDialog } from './batch-dialog.tsx';
import type { NumberedRow } from './grouping.ts';
import type { Selecting } from './use-selection.ts';

/** What stands against it here, where that says more than the rule does. */
const whyInWords = (t: TFunction, refusal: RefusalView): string => {
  const facts = { state: t(`state.problem.${String(refusal.facts.state ?? 'registered')}`) };
  return (refusal.rule === 'from' ? factInWords(refusal, facts) : null) ?? ruleInWords(refusal, facts);
};

type Props = { selecting: Selecting; rows: readonly NumberedRow[] };

/** What can be done to all that is ticked, and of what cannot be done, for how many and why, before anything is pressed. */
export const SelectBar = ({ selecting, rows }: Props) => {
  const { t } = useTranslation();
  const [doing, setDoing] = useState<BatchAction | null>(null);
  const ids = [...selecting.ids].sort();
  const { data: check } = useQuery({
    queryKey: ['ledger', 'check', ids.join(' ')],
    queryFn: () => call<CheckAnswer>('/ledger/check-actions', { method: 'POST', body: { ids } }),
    enabled: ids.length > 0,
    placeholderData: (before) => before,
  });
  if (ids.length === 0) return null;
  const whyNot = (check?.actions ?? []).flatMap(({ action, refused }) =>
    refused.map(({ refusal, ids: against }) => ({ action, refusal, count: against.length })),
  );
  return (
    <section className="sel-bar" aria-label={t('ledger.selection')}>
      <div className="sel-line">
        <b>{t('ledger.selected', { count: ids.length })}</b>
        {(check?.actions ?? []).map(({ action, allowed }) => (
          <button
            key={action}
            type="button"
            className="btn"
            aria-disabled={allowed.length === 0}
            onClick={() => allowed.length > 0 && setDoing(action)}
          >
            {t(`ledger.batch.${action}`)}
            {allowed.length > 0 && allowed.length < ids.length && <span className="m2">{allowed.length}</span>}
          </button>
        ))}
        <span className="sel-end">
          <a className="btn btn--text" href={href(`/api/ledger/export.xlsx?ids=${ids.join(',')}`)} download>
            {t('ledger.exportSelected')}
          </a>
          <button type="button" className="btn btn--text" onClick={selecting.clear}>
            {t('ledger.selectNone')}
          </button>
        </span>
      </div>
      {whyNot.length > 0 && (
        <ul className="sel-why">
          {whyNot.map(({ action, refusal, count }) => (
            <li key={`${action}${refusal.rule}${String(refusal.facts.state ?? '')}`}>
              {t('ledger.whyNotLine', {
                what: t(`ledger.batch.${action}`),
                count,
                rule: whyInWords(t, refusal),
              })}
            </li>
          ))}
        </ul>
      )}
      {doing && check && (
        <BatchDialog
          action={doing}
          check={check}
          rows={rows}
          onClose={(done) => {
            setDoing(null);
            selecting.drop(done);
          }}
        />
      )}
    </section>
  );
};
