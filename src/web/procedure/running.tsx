import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { mapped, stateMapFaults } from '../../kernel/procedure/state-map.ts';
import type { ProcedureView } from '../../kernel/view/procedure.ts';
import { command } from '../api/command.ts';
import { afterCommand, useProcedures } from '../api/queries.ts';
import { FailureNote } from '../parts/failure-note.tsx';
import { Link } from '../parts/link.tsx';
import { useSay } from '../parts/say.tsx';
import { afterShaping, useRunning } from './use-procedure.ts';
import { waitedSince } from './words.ts';

type Props = { page: ProcedureView; version: number };

/** Matters that run under an older version: each is moved by itself, once every state leads somewhere. */
export const Running = ({ page, version }: Props) => {
  const { t } = useTranslation();
  const say = useSay();
  const { procedure: to } = page;
  const { code } = to;
  const { data: procedures } = useProcedures();
  const { data, error } = useRunning(code, version);
  const [map, setMap] = useState<Record<string, string>>({});
  const [failed, setFailed] = useState<{ id: string; error: unknown } | null>(null);
  const from = procedures?.find((each) => each.code === code && each.version === version);
  if (error) return <FailureNote error={error} what={t('running.failed')} />;
  if (!data || !from) return null;
  const gone = Object.keys(from.states).filter((state) => !to.states[state]);
  const isWhole = stateMapFaults(from, to, map).length === 0;
  const move = async (id: string, seq: number) => {
    setFailed(null);
    try {
      await command(`/matters/${id}/migrate`, { version: to.version, map }, seq);
      say(t('running.done', { version: to.version }));
    } catch (reason) {
      setFailed({ id, error: reason });
    }
    await Promise.all([afterCommand(), afterShaping()]);
  };
  return (
    <section className="prunning">
      <h2>{t('running.title', { version, count: data.items.length })}</h2>
      <p className="m2">{t('running.why', { version: to.version })}</p>
      {gone.map((state) => (
        <div className="fld" key={state}>
          <label htmlFor={`map-${state}`}>{t('running.map', { state: t(`state.${code}.${state}`) })}</label>
          <select
            id={`map-${state}`}
            className="input"
            value={mapped(map, state) === state ? '' : mapped(map, state)}
            onChange={(event) => setMap({ ...map, [state]: event.target.value })}
          >
            <option value="">{t('form.choose')}</option>
            {Object.entries(to.states)
              .filter(([, { final }]) => final === from.states[state]?.final)
              .map(([name]) => (
                <option key={name} value={name}>
                  {t(`state.${code}.${name}`)}
                </option>
              ))}
          </select>
        </div>
      ))}
      <ul>
        {data.items.map((item) => (
          <li key={item.id}>
            <Link to={`/matter/${item.id}`}>{item.number}</Link>
            <span className="prunning-title">{item.title}</span>
            <span className="m2">
              {t(`state.${code}.${item.state}`)}
              {item.since && ` · ${waitedSince(item.since)}`}
            </span>
            <button
              type="button"
              className="btn"
              aria-disabled={!isWhole || undefined}
              aria-label={t('running.moveOne', { number: item.number, version: to.version })}
              onClick={() => isWhole && void move(item.id, item.seq)}
            >
              {t('running.move', { version: to.version })}
            </button>
            {failed?.id === item.id && <FailureNote error={failed.error} what={t('form.notSent')} />}
          </li>
        ))}
      </ul>
    </section>
  );
};
