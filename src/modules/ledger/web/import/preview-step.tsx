import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSending } from '../../../../web/account/use-sending.ts';
import { ApiFailure } from '../../../../web/api/client.ts';
import { FailureNote } from '../../../../web/parts/failure-note.tsx';
import { Link } from '../../../../web/parts/link.tsx';
import { figure } from '../../../../web/parts/moment.ts';
import { type ImportView, outcomes, type RowOutcome } from '../../domain/import-views.ts';
import { ColumnsForm } from './columns-form.tsx';
import { nowStands, stepOf } from './import-queries.ts';
import { PreviewRows } from './preview-rows.tsx';

type Shown = RowOutcome | 'all';

/** What is looked at first: what is wrong; else what would be done; else everything. */
const firstLook = ({ counts }: ImportView): Shown =>
  outcomes.find((each) => each !== 'same' && (counts?.[each] ?? 0) > 0) ?? 'all';

const sentence = (view: ImportView): [key: string, facts: Record<string, string>] => {
  const { counts, state, total, written } = view;
  const figures = (values: Record<string, number>) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, figure(value)]));
  const error = { count: figure(counts?.error ?? 0) };
  if (state === 'done') return ['ledgerImport.done', figures(written ?? {})];
  if (state === 'refused') return ['ledgerImport.refused', error];
  if ((counts?.error ?? 0) > 0) return ['ledgerImport.hasErrors', error];
  return total > 0 ? ['ledgerImport.ready', figures(counts ?? {})] : ['ledgerImport.nothing', {}];
};

/** Every row with what becomes of it, and the one button that writes them all; afterwards what was written. */
export const PreviewStep = ({ view }: { view: ImportView }) => {
  const { t } = useTranslation();
  const id = useId();
  const { counts, state } = view;
  const [shown, setShown] = useState<Shown>(() => firstLook(view));
  const [isMapping, setIsMapping] = useState(false);
  const { failure, isBusy, send } = useSending();
  const answer = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    answer.current?.focus();
  }, []);
  if (isMapping) return <ColumnsForm view={view} />;
  const isReady = state === 'previewed' && (counts?.error ?? 0) === 0 && view.total > 0;
  const all = outcomes.reduce((sum, each) => sum + (counts?.[each] ?? 0), 0);
  const confirm = () => {
    if (isReady && !isBusy) void send(async () => nowStands(await stepOf(view.id, 'confirm')));
  };
  return (
    <section aria-labelledby={`${id}-answer`}>
      <h2 id={`${id}-answer`} tabIndex={-1} ref={answer} className="lim-answer">
        {t(...sentence(view))}
      </h2>
      <fieldset className="lim-filter">
        <legend className="vh">{t('ledgerImport.filter')}</legend>
        {(['all', ...outcomes] as const).map((each) => (
          <button key={each} type="button" aria-pressed={shown === each} onClick={() => setShown(each)}>
            {t(`ledgerImport.outcome.${each}`)} {figure(each === 'all' ? all : (counts?.[each] ?? 0))}
          </button>
        ))}
      </fieldset>
      <PreviewRows view={view} outcome={shown} />
      {failure && <FailureNote error={new ApiFailure(failure)} what={t('ledgerImport.confirm')} />}
      <div className="lim-end">
        {state === 'done' ? (
          <Link className="btn btn--go" to="/ledger">
            {t('ledgerImport.toLedger')}
          </Link>
        ) : (
          <>
            {state === 'previewed' && (
              <button
                type="button"
                className="btn btn--go"
                aria-disabled={!isReady || isBusy || undefined}
                aria-describedby={isReady ? undefined : `${id}-answer`}
                onClick={confirm}
              >
                {isBusy ? t('form.sending') : t('ledgerImport.confirm')}
              </button>
            )}
            {!isReady && (
              <Link className="btn" to="/ledger/import">
                {t('ledgerImport.other')}
              </Link>
            )}
            <button type="button" className="btn" onClick={() => setIsMapping(true)}>
              {t('ledgerImport.back')}
            </button>
            {isReady && <span className="m2">{t('ledgerImport.whole')}</span>}
          </>
        )}
      </div>
    </section>
  );
};
