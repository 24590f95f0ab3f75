import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useSending } from '../../../../web/account/use-sending.ts';
import { call, statusOf } from '../../../../web/api/client.ts';
import { afterCommand, client } from '../../../../web/api/queries.ts';
import { FailureNote } from '../../../../web/parts/failure-note.tsx';
import { Link } from '../../../../web/parts/link.tsx';
import { moment } from '../../../../web/parts/moment.ts';
import { useGo, useParam } from '../../../../web/parts/navigate.ts';
import { useSay } from '../../../../web/parts/say.tsx';
import { Skeleton } from '../../../../web/parts/skeleton.tsx';
import type { ImportView } from '../../domain/import-views.ts';
import { ColumnsForm } from './columns-form.tsx';
import { UnderWay } from './import-progress.tsx';
import { useImport } from './import-queries.ts';
import { PreviewStep } from './preview-step.tsx';
import './import.css';

const Gone = () => {
  const { t } = useTranslation();
  return (
    <div className="page-note">
      <h1>{t('ledgerImport.gone')}</h1>
      <p>{t('ledgerImport.goneWhy')}</p>
      <Link to="/ledger/import">{t('ledgerImport.title')}</Link>
    </div>
  );
};

const steps = ['columns', 'rows', 'done'] as const;
const stepOf = (state: ImportView['state']): (typeof steps)[number] =>
  state === 'mapping' || state === 'failed' ? 'columns' : state === 'writing' || state === 'done' ? 'done' : 'rows';

const Way = ({ state }: Pick<ImportView, 'state'>) => {
  const { t } = useTranslation();
  const now = stepOf(state);
  return (
    <ol className="lim-way">
      {steps.map((step) => (
        <li key={step} aria-current={step === now ? 'step' : undefined}>
          {t(`ledgerImport.step.${step}`)}
        </li>
      ))}
    </ol>
  );
};

const Step = ({ view }: { view: ImportView }) => {
  switch (view.state) {
    case 'mapping':
    case 'failed':
      return <ColumnsForm key={`${view.setup.sheet} ${view.setup.row} ${view.setup.height}`} view={view} />;
    case 'previewing':
    case 'writing':
      return <UnderWay view={view} />;
    default:
      return <PreviewStep key={view.state} view={view} />;
  }
};

/** One sheet on its way into the ledger: columns, rows, writing; it can be left at any step and found again. */
export const ImportSheetPage = () => {
  const { t } = useTranslation();
  const go = useGo();
  const say = useSay();
  const id = useParam('id');
  const { data: view, error, refetch } = useImport(id);
  const { isBusy, send } = useSending();
  const before = useRef<ImportView['state'] | null>(null);
  useEffect(() => {
    document.title = t('ledgerImport.title');
  }, [t]);
  const state = view?.state ?? null;
  useEffect(() => {
    if (before.current === 'writing' && state === 'done') void afterCommand();
    before.current = state;
  }, [state]);
  if (error && !view)
    return statusOf(error) === 404 ? (
      <Gone />
    ) : (
      <FailureNote error={error} what={t('ledgerImport.title')} onRetry={() => void refetch()} />
    );
  if (!view) return <Skeleton rows={10} />;
  const { name, sheets, setup } = view;
  const isResting = !['previewing', 'writing'].includes(view.state);
  const putAway = () =>
    void send(async () => {
      await call(`/ledger/imports/${id}`, { method: 'DELETE' });
      await client.invalidateQueries({ queryKey: ['ledgerImports'] });
      say(t('ledgerImport.dropped'));
      go('/ledger/import');
    });
  return (
    <div className="led-import">
      <p className="lim-up">
        <Link to="/ledger/import">{t('ledgerImport.title')}</Link>
      </p>
      <header className="head lim-head">
        <h1>{t('ledgerImport.from', { name, rows: sheets[setup.sheet]?.rows ?? 0 })}</h1>
        {isResting && view.state !== 'done' && (
          <span className="end">
            <button type="button" className="btn btn--text" onClick={putAway} aria-disabled={isBusy || undefined}>
              {t('ledgerImport.drop.do')}
            </button>
          </span>
        )}
      </header>
      <Way state={view.state} />
      {view.before !== null && view.state !== 'done' && (
        <p className="lim-before">{t('ledgerImport.before', { day: moment(view.before).date })}</p>
      )}
      {view.state === 'failed' && <p className="lim-before">{t('ledgerImport.failed')}</p>}
      <Step view={view} />
    </div>
  );
};
