import { useTranslation } from 'react-i18next';
import { usePages } from '../../../../web/api/queries.ts';
import { useAddress } from '../../../../web/parts/navigate.ts';
import type { HazardRow } from '../../domain/watch-views.ts';
import { hazardLevels } from '../../procedure/choices.ts';
import { MatterLine } from '../watching/matter-line.tsx';
import { UnitFilter } from '../watching/unit-filter.tsx';
import { WatchList, WatchPage } from '../watching/watch-page.tsx';

const rank = (level: string) => -(hazardLevels as readonly string[]).indexOf(level);

/** Places with their hazards: those with the gravest and the most first. */
const byPlace = (rows: readonly HazardRow[]): [location: string, rows: HazardRow[]][] => {
  const places = new Map<string, HazardRow[]>();
  for (const row of rows) places.set(row.location, [...(places.get(row.location) ?? []), row]);
  const gravest = (list: readonly HazardRow[]) => Math.min(...list.map(({ level }) => rank(level)));
  return [...places]
    .map(([place, list]): [string, HazardRow[]] => [place, list.sort((a, b) => rank(a.level) - rank(b.level))])
    .sort(([, a], [, b]) => gravest(a) - gravest(b) || b.length - a.length);
};

/** Hazards 隐患 by the place they are at 重点部位, the gravest first. */
export const HazardsPage = () => {
  const { t } = useTranslation();
  const { search, change } = useAddress();
  const unit = search.get('unit');
  const isAll = search.get('all') === 'yes';
  const pages = usePages<HazardRow>(['ledger', 'hazards', unit, isAll], (cursor) => {
    const wanted = new URLSearchParams({ limit: '100', open: isAll ? 'no' : 'yes' });
    if (unit) wanted.set('unit', unit);
    if (cursor) wanted.set('cursor', cursor);
    return `/ledger/hazards?${wanted}`;
  });
  return (
    <WatchPage title={t('watch.hazards')} sentence={t('hazards.sentence')}>
      <div className="tools">
        <UnitFilter value={unit} onChange={(value) => change({ unit: value })} />
        <button
          type="button"
          className="btn"
          aria-pressed={isAll}
          onClick={() => change({ all: isAll ? null : 'yes' })}
        >
          {t(isAll ? 'hazards.onlyOpen' : 'hazards.all')}
        </button>
      </div>
      <div className="watch-body">
        <WatchList pages={pages} failed={t('hazards.failed')} empty={t('hazards.empty')}>
          {(rows) =>
            byPlace(rows).map(([place, list]) => (
              <section key={place}>
                <h2>
                  {place}
                  <small>
                    {hazardLevels
                      .map((level) => ({ level, count: list.filter((row) => row.level === level).length }))
                      .filter(({ count }) => count > 0)
                      .reverse()
                      .map(({ level, count }) => `${t(`choice.problem.hazardLevel.${level}`)} ${count}`)
                      .join(t('listed'))}
                  </small>
                </h2>
                <ul>
                  {list.map((row) => (
                    <MatterLine key={row.id} matter={row} said={t(`choice.problem.hazardLevel.${row.level}`)} />
                  ))}
                </ul>
              </section>
            ))
          }
        </WatchList>
      </div>
    </WatchPage>
  );
};
