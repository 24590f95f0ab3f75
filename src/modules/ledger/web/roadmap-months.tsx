import { useTranslation } from 'react-i18next';
import { Link } from '../../../web/parts/link.tsx';
import { byMonth, type Lane } from './roadmap.ts';

type Props = { lanes: readonly Lane[]; today: string };

/** The same on a phone, month by month: what is due or was done in each. */
export const RoadmapMonths = ({ lanes, today }: Props) => {
  const { t } = useTranslation();
  return (
    <div className="rm-list">
      {byMonth(lanes).map(([month, entries]) => (
        <section key={month}>
          <h2>
            {t('roadmap.yearMonth', { year: month.slice(0, 4), month: Number(month.slice(5)) })}
            {today.startsWith(month) && <small> {t('roadmap.now')}</small>}
          </h2>
          <ul>
            {entries.map((each) => (
              <li key={`${each.row.id}${each.kind}${each.on}${each.title}`}>
                <Link className="it" to={`/matter/${each.row.id}`}>
                  <span className="a">
                    <span>
                      {each.on.slice(5)} {t(each.done ? `roadmap.done.${each.kind}` : `roadmap.due.${each.kind}`)}
                    </span>
                    <span className="k">{each.row.number}</span>
                  </span>
                  <span className="t">{each.title ?? t('erasedByLaw')}</span>
                  <span className="m">{each.row.title}</span>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
};
