import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskItem } from '../../kernel/view/desk.ts';
import { statusOf } from '../api/client.ts';
import { useMatter, useMe, useProcedures } from '../api/queries.ts';
import { Evidence } from '../matter/evidence.tsx';
import { Facts } from '../matter/facts.tsx';
import { procedureOf } from '../matter/table.ts';
import { placeOf } from '../modules.ts';
import { FailureNote } from '../parts/failure-note.tsx';
import { Link } from '../parts/link.tsx';
import { inShort } from '../parts/moment.ts';
import { nameOf } from '../parts/name-of.ts';
import { Skeleton } from '../parts/skeleton.tsx';
import { Deadline } from '../time/deadline.tsx';
import { Lately } from './lately.tsx';
import { PeekActions } from './peek-actions.tsx';
import { wantWords } from './wants.ts';

type Props = {
  id: string;
  /** Its row on the desk, if it still stands there. */
  item: DeskItem | null;
  doing: string | null;
  onDo: (action: string | null) => void;
  onClose: () => void;
};

const clockOrder = ['over', 'overPromise', 'near', 'ok', 'paused'];

/** A matter beside the list: what it is, how its time stands, what happened last, and what may be done at once. */
export const Peek = ({ id, item, doing, onDo, onClose }: Props) => {
  const { t } = useTranslation();
  const { data: matter, error, refetch } = useMatter(id);
  const { data: procedures } = useProcedures();
  const { data: me } = useMe();
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (id !== '') body.current?.scrollTo({ top: 0 });
  }, [id]);
  const procedure = matter && procedures && procedureOf(procedures, matter.procedure, matter.version);
  const head = (
    <div className="peek-head">
      <span>{matter?.number}</span>
      <span>
        {matter && <Link to={placeOf(matter)}>{t('desk.whole')}</Link>}
        <button type="button" className="btn btn--text" onClick={onClose}>
          {t('form.close')}
        </button>
      </span>
    </div>
  );
  if (error && !matter)
    return (
      <>
        {head}
        {statusOf(error) === 404 ? (
          <p className="peek-none">{t('matter.noneWhy')}</p>
        ) : (
          <FailureNote error={error} what={t('matter.failed')} onRetry={() => void refetch()} />
        )}
      </>
    );
  if (!matter || !procedure || !me)
    return (
      <>
        {head}
        <Skeleton rows={8} />
      </>
    );
  const clocks = matter.clocks
    .filter((clock) => clock.endedAt === null)
    .sort(
      (a, b) =>
        clockOrder.indexOf(a.light) - clockOrder.indexOf(b.light) || (a.dueAt ?? '').localeCompare(b.dueAt ?? ''),
    );
  const [nearest, ...others] = clocks;
  const who = `${nameOf(matter.owner.person)}，${matter.unit.name ?? ''}`;
  const since = item?.wants[0]?.since;
  return (
    <>
      {head}
      <div className="peek-body" ref={body} key={matter.id}>
        <h2>{matter.title ?? t('erasedByLaw')}</h2>
        <p className="peek-turn">
          {who}
          {item && <b>，{wantWords(item)}</b>}
          {item && since && t('desk.since', { at: inShort(since) })}
        </p>
        {doing ? null : (
          <>
            {nearest && (
              <div className="peek-clock">
                <Deadline matter={matter.id} procedure={matter.procedure} clock={nearest} />
                {others.map((clock) => (
                  <Deadline key={clock.name} matter={matter.id} procedure={matter.procedure} clock={clock} thin />
                ))}
              </div>
            )}
            <section>
              <Facts procedure={procedure} matter={matter} />
            </section>
            {matter.evidence.length > 0 && (
              <section>
                <Evidence matter={matter} />
              </section>
            )}
            <Lately procedure={procedure} matter={matter} />
          </>
        )}
        <PeekActions
          procedure={procedure}
          matter={matter}
          item={item}
          person={me.person.id}
          doing={doing}
          onDo={onDo}
        />
      </div>
    </>
  );
};
