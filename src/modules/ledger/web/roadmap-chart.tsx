import { useTranslation } from 'react-i18next';
import { Link } from '../../../web/parts/link.tsx';
import { LightMark, lightLook } from '../../../web/time/light-mark.tsx';
import { type Bar, type Lane, monthsOf, type Point, placeOf } from './roadmap.ts';

type Props = { groups: readonly { key: string; name: string; lanes: readonly Lane[] }[]; today: string };

/** Beyond this share of the width there is no room behind a bar: its words stand before it. */
const turn = 0.72;

const percent = (share: number): string => `${(share * 100).toFixed(2)}%`;

const BarView = ({ bar, months }: { bar: Bar; months: readonly string[] }) => {
  const { t } = useTranslation();
  const from = placeOf(months, bar.from);
  const to = bar.to === null ? 1 : placeOf(months, bar.to, true);
  const words = t(bar.done ? 'roadmap.barDone' : bar.to === null ? 'roadmap.barOpen' : 'roadmap.bar', {
    title: bar.title ?? t('erasedByLaw'),
    from: bar.from,
    to: bar.to,
  });
  return (
    <li className="rm-row">
      <Link
        className={`rm-bar${bar.done ? ' rm-bar--done' : ''}${bar.to === null ? ' rm-bar--endless' : ''}`}
        style={{ left: percent(from), width: percent(Math.max(0.006, to - from)) }}
        to={`/matter/${bar.id}`}
      >
        <span className="vh">{words}</span>
      </Link>
      <span
        className={`rm-mark lc lc--${lightLook[bar.light]}${to > turn ? ' rm-mark--before' : ''}`}
        style={to > turn ? { right: percent(1 - from) } : { left: percent(to) }}
        aria-hidden="true"
      >
        <LightMark light={bar.light} />
        <span className="rm-title">{bar.title}</span>
      </span>
    </li>
  );
};

/** `until` is where the next point stands: the words end before it. */
const PointView = ({ point, months, until }: { point: Point; months: readonly string[]; until: number }) => {
  const { t } = useTranslation();
  const at = placeOf(months, point.on);
  return (
    <li
      className={`rm-point${point.reached ? ' rm-point--reached' : ''}`}
      style={{ left: percent(at), width: percent(Math.max(0.012, until - at)) }}
    >
      <span className="vh">
        {t(point.reached ? 'roadmap.pointReached' : 'roadmap.point', { title: point.title, on: point.on })}
      </span>
      <span className="rm-title" aria-hidden="true">
        {point.title} {point.on.slice(5)}
      </span>
    </li>
  );
};

/** Measures as bars, milestones as points, in neutral ink over the months; lights stand as shapes at the end of each bar. */
export const RoadmapChart = ({ groups, today }: Props) => {
  const { t } = useTranslation();
  const months = monthsOf(
    groups.flatMap(({ lanes }) => lanes),
    today,
  );
  return (
    <div className="rm">
      <div className="rm-head" aria-hidden="true">
        <span className="rm-side" />
        <ol className="rm-months">
          {months.map((month, index) => (
            <li key={month}>
              {index === 0 || month.endsWith('-01')
                ? t('roadmap.yearMonth', { year: month.slice(0, 4), month: Number(month.slice(5)) })
                : t('roadmap.month', { month: Number(month.slice(5)) })}
            </li>
          ))}
        </ol>
      </div>
      {groups.map((group) => (
        <section key={group.key} aria-label={group.name}>
          <h2>{group.name}</h2>
          {group.lanes.map((lane) => (
            <div className="rm-lane" key={lane.row.id}>
              <div className="rm-side">
                <Link to={`/matter/${lane.row.id}`}>{lane.row.number}</Link>
                <span className="c2">{lane.row.title ?? t('erasedByLaw')}</span>
              </div>
              <div className="rm-field" style={{ backgroundSize: `${100 / months.length}% 100%` }}>
                <i className="rm-today" style={{ left: percent(placeOf(months, today)) }} aria-hidden="true" />
                {lane.due && (
                  <i className="rm-due" style={{ left: percent(placeOf(months, lane.due, true)) }} aria-hidden="true" />
                )}
                {lane.points.length > 0 && (
                  <ul className="rm-points">
                    {lane.points.map((point, index) => (
                      <PointView
                        key={`${point.title}${point.on}`}
                        point={point}
                        months={months}
                        until={placeOf(months, lane.points[index + 1]?.on ?? '9999-12-31')}
                      />
                    ))}
                  </ul>
                )}
                <ul>
                  {lane.bars.map((bar) => (
                    <BarView key={bar.id} bar={bar} months={months} />
                  ))}
                </ul>
                {lane.bars.length + lane.points.length === 0 && <p className="m3">{t('ledger.noMeasures')}</p>}
              </div>
            </div>
          ))}
        </section>
      ))}
      <p className="m2 rm-legend">{t('roadmap.legend')}</p>
    </div>
  );
};
