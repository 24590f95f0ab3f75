import { useQuery } from '@tanstack/react-query';
import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, refusalOf } from '../../../../web/api/client.ts';
import { command } from '../../../../web/api/command.ts';
import { afterCommand } from '../../../../web/api/queries.ts';
import { FailureNote } from '../../../../web/parts/failure-note.tsx';
import { Link } from '../../../../web/parts/link.tsx';
import { useGo, useParam } from '../../../../web/parts/navigate.ts';
import { useSay } from '../../../../web/parts/say.tsx';
import { Skeleton } from '../../../../web/parts/skeleton.tsx';
import type { SweepProposal } from '../../domain/watch-views.ts';
import { type Pick, picksOf, rowsOf } from './picks.ts';
import { SweepPicks } from './sweep-picks.tsx';
import '../watching/watching.css';

const Start = ({ proposal }: { proposal: SweepProposal }) => {
  const { t } = useTranslation();
  const id = useId();
  const go = useGo();
  const say = useSay();
  const [look, setLook] = useState('');
  const [dueOn, setDueOn] = useState(proposal.dueOn);
  const [picks, setPicks] = useState<Pick[]>(() => picksOf(proposal));
  const [failed, setFailed] = useState<unknown>(null);
  const [isSending, setIsSending] = useState(false);
  const chosen = picks.filter((pick) => pick.isChosen && pick.owner && pick.post);
  const title = t('sweep.childTitle', { title: proposal.title });
  const send = async () => {
    setFailed(null);
    setIsSending(true);
    try {
      const data = { sweeps: rowsOf(chosen, { title, look, dueOn }) };
      await command(`/matters/${proposal.problem.id}/actions/sweep`, { data }, proposal.problem.seq);
      say(t('sweep.asked', { count: chosen.length }));
      await afterCommand();
      go('/ledger/sweeps');
    } catch (error) {
      setFailed(error);
    }
    setIsSending(false);
  };
  return (
    <form
      className="sweep-start"
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen.length > 0 && !isSending) void send();
      }}
    >
      <div className="fld">
        <label htmlFor={`${id}-look`}>{t('form.sweep.look')}</label>
        <textarea
          id={`${id}-look`}
          className="input"
          rows={3}
          maxLength={1000}
          value={look}
          onChange={({ target }) => setLook(target.value)}
        />
      </div>
      <div className="fld sweep-day">
        <label htmlFor={`${id}-due`}>{t('form.sweep.dueOn')}</label>
        <input
          id={`${id}-due`}
          className="input"
          type="date"
          required
          value={dueOn}
          onChange={({ target }) => setDueOn(target.value)}
        />
      </div>
      <SweepPicks picks={picks} onChange={setPicks} />
      {failed !== null && <FailureNote error={failed} what={t('form.notSent')} />}
      <div className="sweep-end">
        <button type="submit" className="btn btn--go" aria-disabled={chosen.length === 0 || isSending}>
          {t('sweep.ask', { count: chosen.length })}
        </button>
        <Link className="btn" to={`/matter/${proposal.problem.id}`}>
          {t('form.close')}
        </Link>
      </div>
    </form>
  );
};

/** Which units are to look for the same: those beside the problem's own stand chosen, each with who leads it. */
export const SweepStartPage = () => {
  const { t } = useTranslation();
  const problem = useParam('id');
  const { data, error, refetch } = useQuery({
    queryKey: ['ledger', 'sweepOf', problem],
    queryFn: () => call<SweepProposal>(`/ledger/problems/${problem}/sweep`),
    staleTime: Number.POSITIVE_INFINITY,
  });
  useEffect(() => {
    document.title = t('action.problem.sweep');
  }, [t]);
  if (refusalOf(error)?.code === 'notFound')
    return (
      <div className="page-note">
        <h1>{t('matter.none')}</h1>
        <Link to="/ledger/sweeps">{t('watch.sweeps')}</Link>
      </div>
    );
  if (error && !data) return <FailureNote error={error} what={t('sweep.failed')} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton rows={8} />;
  return (
    <>
      <header className="head">
        <h1>{t('action.problem.sweep')}</h1>
        <p>
          {data.problem.number} {data.problem.title}
        </p>
      </header>
      <Start proposal={data} />
    </>
  );
};
