import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../../../web/api/client.ts';
import { useAddress } from '../../../../web/parts/navigate.ts';
import { type FindingKind, faultKinds } from '../../domain/finding-kinds.ts';
import { type ReconciliationHead } from '../../domain/watch-views.ts';
import { UnitFilter } from '../watching/unit-filter.tsx';
import { WatchPage } from '../watching/watch-page.tsx';
import { FindingSection } from './finding-section.tsx';
import { isMonth, monthBeside, thisMonth } from './month.ts';
import { RuleForm } from './rule-form.tsx';
import { Signing } from './signing.tsx';
import { type Found, useFindings } from './use-findings.ts';

type MonthProps = { month: string; onChange: (month: string | null) => void };

/** A month and those beside it; never one that is still to come. */
const MonthFilter = ({ month, onChange }: MonthProps) => {
  const { t } = useTranslation();
  const id = useId();
  const last = thisMonth();
  const known = Array.from({ length: 24 }, (_, back) => monthBeside(last, -back));
  const months = known.includes(month) ? known : [...known, month].sort().reverse();
  return (
    <span className="f on">
      <label htmlFor={id}>{t('reconcile.month')}</label>
      <select id={id} value={month} onChange={({ target }) => onChange(target.value === last ? null : target.value)}>
        {months.map((each) => (
          <option key={each} value={each}>
            {each}
          </option>
        ))}
      </select>
    </span>
  );
};

const useAllFindings = (month: string, unit: string | null) => {
  const found = {} as Record<(typeof faultKinds)[number], Found>;
  // The kinds are a fixed list, so the hooks come in the same order each time.
  for (const kind of faultKinds) found[kind] = useFindings(kind, month, unit);
  return found;
};

/** Reconciliation 对账: what a month's ledger cannot prove, who signed that they looked, and what may be opened again. */
export const ReconciliationPage = () => {
  const { t } = useTranslation();
  const { search, change } = useAddress();
  const asked = search.get('month');
  const month = isMonth(asked) ? asked : thisMonth();
  const unit = search.get('unit');
  const found = useAllFindings(month, unit);
  const struckOff = useFindings('struckOff', month, unit);
  const { data: head } = useQuery({
    queryKey: ['ledger', 'reconciliation', 'head', month, unit],
    queryFn: () =>
      call<ReconciliationHead>(`/ledger/reconciliation?${new URLSearchParams({ month, ...(unit && { unit }) })}`),
  });
  const isWhole = faultKinds.every((kind) => found[kind].isWhole);
  const counts = isWhole ? Object.fromEntries(faultKinds.map((kind) => [kind, found[kind].items.length])) : null;
  const all = faultKinds.reduce((sum, kind) => sum + found[kind].items.length, 0);
  const kinds: [FindingKind, Found][] = [
    ...faultKinds.map((kind): [FindingKind, Found] => [kind, found[kind]]),
    ['struckOff', struckOff],
  ];
  const isClean = ({ items, isWhole: all }: Found) => all && items.length === 0;
  const clean = kinds.filter(([, each]) => isClean(each));
  const told = kinds.filter(([, each]) => !isClean(each));
  return (
    <WatchPage
      title={t('watch.reconciliation')}
      sentence={
        isWhole ? t(all === 0 ? 'reconcile.clean' : 'reconcile.sentence', { count: all }) : t('reconcile.loading')
      }
    >
      <div className="tools">
        <MonthFilter month={month} onChange={(value) => change({ month: value })} />
        <UnitFilter value={unit} onChange={(value) => change({ unit: value })} />
      </div>
      <div className="watch-body reconciled">
        <div className="watch-found">
          {told.map(([kind, each]) => (
            <FindingSection key={kind} kind={kind} found={each} />
          ))}
          {clean.length > 0 && (
            <ul className="watch-clean">
              {clean.map(([kind]) => (
                <li key={kind}>{t(`reconcile.none.${kind}`)}</li>
              ))}
            </ul>
          )}
        </div>
        {head && (
          <aside>
            <Signing head={head} unit={unit} counts={counts} />
            {head.maySign && <RuleForm key={`${head.rule.stillWd} ${head.rule.urgedWd}`} rule={head.rule} />}
          </aside>
        )}
      </div>
    </WatchPage>
  );
};
