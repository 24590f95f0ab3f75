import { useTranslation } from 'react-i18next';
import { usePages } from '../../../../web/api/queries.ts';
import { placeOf } from '../../../../web/modules.ts';
import { Link } from '../../../../web/parts/link.tsx';
import { inShort } from '../../../../web/parts/moment.ts';
import { nameOf } from '../../../../web/parts/name-of.ts';
import { StateWord } from '../../../../web/parts/state-word.tsx';
import { LightWord } from '../../../../web/time/light-word.tsx';
import type { SweepRow } from '../../domain/watch-views.ts';
import { WatchList, WatchPage } from '../watching/watch-page.tsx';

/** One unit's look: where it stands, by when, and what it found. */
const Unit = ({ unit }: { unit: SweepRow['units'][number] }) => {
  const { t } = useTranslation();
  return (
    <li>
      <Link to={placeOf(unit)}>{unit.unit.name}</Link>
      <span>
        <StateWord procedure={unit.procedure} state={unit.state} open={unit.open} />
      </span>
      <span className="m2">
        {nameOf(unit.owner.person)} {unit.open && <LightWord brief={unit} />}
      </span>
      {unit.found.map(({ id, number, title }) => (
        <Link key={id} to={`/matter/${id}`}>
          {number} {title ?? t('erasedByLaw')}
        </Link>
      ))}
    </li>
  );
};

const Sweep = ({ row: { problem, sweptAt, counts, units } }: { row: SweepRow }) => {
  const { t } = useTranslation();
  return (
    <section className="sweep">
      <h2>
        <Link to={placeOf(problem)}>{problem.title ?? t('erasedByLaw')}</Link>
        <small>
          {problem.number} {inShort(sweptAt)}
        </small>
      </h2>
      <p>
        {t('sweep.coverage', { answered: counts.answered, asked: counts.asked, found: counts.found })}
        {counts.over > 0 && (
          <>
            {t('sweep.and')}
            <b>{t('sweep.over', { count: counts.over })}</b>
          </>
        )}
      </p>
      <ul className="sweep-units">
        {units.map((unit) => (
          <Unit key={unit.id} unit={unit} />
        ))}
      </ul>
    </section>
  );
};

/** Every sweep 举一反三 with its units: how far it has come, what was found, who is late. */
export const SweepsPage = () => {
  const { t } = useTranslation();
  const pages = usePages<SweepRow>(['ledger', 'sweeps'], (cursor) =>
    cursor ? `/ledger/sweeps?limit=20&cursor=${cursor}` : '/ledger/sweeps?limit=20',
  );
  return (
    <WatchPage title={t('watch.sweeps')} sentence={t('sweep.sentence')}>
      <div className="watch-body">
        <WatchList pages={pages} failed={t('sweep.failed')} empty={t('sweep.empty')}>
          {(rows) => rows.map((row) => <Sweep key={row.problem.id} row={row} />)}
        </WatchList>
      </div>
    </WatchPage>
  );
};
