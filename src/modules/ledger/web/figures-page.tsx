import { useQuery } from '@tanstack/react-query';
import { useEffect, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../../web/api/client.ts';
import { FailureNote } from '../../../web/parts/failure-note.tsx';
import { Link } from '../../../web/parts/link.tsx';
import { useNames } from '../../../web/parts/names.ts';
import { useAddress } from '../../../web/parts/navigate.ts';
import { Skeleton } from '../../../web/parts/skeleton.tsx';
import { type LedgerFigures, shareOf } from '../domain/figures.ts';
import { FigureTable } from './figure-table.tsx';
import { FilterSelect } from './filter-select.tsx';
import { RuleList } from './rule-list.tsx';
import { Until } from './until.tsx';
import './ledger.css';
import './figures.css';

/** The ledger counted: every figure is computed, and each leads to what it counts. */
export const FiguresPage = () => {
  const { t } = useTranslation();
  const { search, change } = useAddress();
  const id = useId();
  const { directory } = useNames();
  const year = search.get('year') ?? '';
  const unit = search.get('unit') ?? '';
  const wanted = new URLSearchParams({ ...(year && { year }), ...(unit && { unit }) });
  const { data, error, refetch } = useQuery({
    queryKey: ['ledger', 'figures', String(wanted)],
    queryFn: () => call<LedgerFigures>(`/ledger/figures?${wanted}`),
    placeholderData: (before) => before,
  });
  useEffect(() => {
    document.title = t('nav.ledgerFigures');
  }, [t]);
  /** The list behind a figure: what is filtered here and what the figure says. */
  const to = (filters: Record<string, string>) =>
    `/ledger?${new URLSearchParams({ ...Object.fromEntries(wanted), ...filters })}`;
  const percent = (part: number, whole: number): string => {
    const share = shareOf(part, whole);
    return share === null ? '–' : `${share.toFixed(1)}%`;
  };
  return (
    <div className="figures">
      <header className="head">
        <h1>{t('ledgerFigures.title')}</h1>
        {data && (
          <p>
            {t('ledgerFigures.sentence', {
              all: data.all.count,
              struckOff: data.all.struckOff,
              share: percent(data.all.struckOff, data.all.count - data.all.dropped),
            })}
            <Until until={data.until} />
          </p>
        )}
        <span className="end">
          <Link className="btn" to="/ledger">
            {t('ledgerFigures.back')}
          </Link>
        </span>
      </header>
      <div className="tools">
        <FilterSelect
          label={t('ledger.filter.year')}
          all={t('ledger.anything')}
          options={(data?.years ?? []).map((each) => ({ id: String(each), name: String(each) }))}
          value={year}
          onChange={(value) => change({ year: value })}
        />
        <FilterSelect
          label={t('ledger.filter.unit')}
          all={t('ledger.anything')}
          options={directory?.units ?? []}
          value={unit}
          onChange={(value) => change({ unit: value })}
        />
      </div>
      {error && !data ? (
        <FailureNote error={error} what={t('ledgerFigures.failed')} onRetry={() => void refetch()} />
      ) : !data ? (
        <Skeleton rows={8} />
      ) : data.all.count === 0 && data.measures.count === 0 ? (
        <p className="empty">{t('ledgerFigures.empty')}</p>
      ) : (
        <div className="fig-body">
          {data.kinds.map((kind) => (
            <section key={kind.kind} aria-labelledby={`${id}-${kind.kind}`}>
              <h2 id={`${id}-${kind.kind}`}>
                <Link to={to({ kind: kind.kind })}>
                  {t(`choice.problem.kind.${kind.kind}`)} {t('ledger.count', { count: kind.count })}
                </Link>
              </h2>
              <p className="fig-line">
                <Link to={to({ kind: kind.kind, state: 'struckOff' })}>
                  {t('ledgerFigures.struckOff', {
                    count: kind.struckOff,
                    share: percent(kind.struckOff, kind.count - kind.dropped),
                  })}
                </Link>
                <Link to={to({ kind: kind.kind, view: 'open' })}>{t('ledgerFigures.open', { count: kind.open })}</Link>
                <Link to={to({ kind: kind.kind, onSite: 'yes' })}>
                  {t('ledgerFigures.onSite', {
                    count: kind.onSite,
                    share: percent(kind.onSite, kind.count - kind.dropped),
                  })}
                </Link>
              </p>
              <FigureTable
                caption={t(`choice.problem.kind.${kind.kind}`)}
                head={t('ledger.column.category')}
                rows={kind.categories.map((row) => ({
                  key: row.category,
                  name: row.category === 'none' ? t('ledger.notSaid') : t(`choice.problem.category.${row.category}`),
                  sums: row,
                  states: row.states,
                  to: (more) => to({ kind: kind.kind, category: row.category, ...more }),
                }))}
              />
            </section>
          ))}
          {data.urgencies.length > 0 && (
            <section aria-labelledby={`${id}-urgency`}>
              <h2 id={`${id}-urgency`}>{t('ledger.filter.urgency')}</h2>
              <FigureTable
                caption={t('ledger.filter.urgency')}
                rows={data.urgencies.map((row) => ({
                  key: row.urgency,
                  name: t(`choice.problem.urgency.${row.urgency}`),
                  sums: row,
                  to: (more) => to({ urgency: row.urgency, ...more }),
                }))}
              />
            </section>
          )}
          {(
            [
              ['cause', data.causes.map(({ cause, ...sums }) => [cause, sums] as const)],
              ['misconduct', data.misconducts.map(({ misconduct, ...sums }) => [misconduct, sums] as const)],
              ['weakness', data.weaknesses.map(({ weakness, ...sums }) => [weakness, sums] as const)],
            ] as const
          ).map(
            ([field, rows]) =>
              rows.length > 0 && (
                <section key={field} aria-labelledby={`${id}-${field}`}>
                  <h2 id={`${id}-${field}`}>{t(`ledger.filter.${field}`)}</h2>
                  <FigureTable
                    caption={t(`ledger.filter.${field}`)}
                    rows={rows.map(([value, sums]) => ({
                      key: value,
                      name: t(`choice.problem.${field}.${value}`),
                      sums,
                      to: (more) => to({ [field]: value, ...more }),
                    }))}
                  />
                </section>
              ),
          )}
          {data.themes.length > 0 && (
            <section aria-labelledby={`${id}-theme`}>
              <h2 id={`${id}-theme`}>{t('ledger.filter.theme')}</h2>
              <FigureTable
                caption={t('ledger.filter.theme')}
                rows={data.themes.map((row) => ({
                  key: row.theme,
                  name: row.title ?? t('ledger.hiddenName'),
                  sums: row,
                  to: (more) => to({ theme: row.theme, ...more }),
                }))}
              />
            </section>
          )}
          <section aria-labelledby={`${id}-measures`}>
            <h2 id={`${id}-measures`}>{t('ledgerFigures.measures', { count: data.measures.count })}</h2>
            <p className="fig-line">
              <span>
                {t('ledgerFigures.measuresDone', {
                  done: data.measures.done,
                  share: percent(data.measures.done, data.measures.count - data.measures.voided),
                })}
              </span>
              <span>{t('ledgerFigures.measuresOpen', { open: data.measures.open })}</span>
            </p>
          </section>
          <RuleList rules={data.rules} />
          <p className="m2 fig-note">{t('ledgerFigures.noSecrets')}</p>
        </div>
      )}
    </div>
  );
};
