import { useTranslation } from 'react-i18next';
import { Link } from '../../../web/parts/link.tsx';
import { dayInWords } from '../../../web/parts/moment.ts';
import type { Organisation } from '../domain/organisation.ts';
import { summaryOf } from './chart.ts';
import { useEdit } from './edit/editing.ts';
import { PersonName } from './names.tsx';
import { dayShort } from './words.ts';

type Props = { organisation: Organisation; day: string; isToday: boolean; search: string };

const most = 3;

/** The answer first: how many there are, which posts stand empty, who is away and who stands in. */
export const Summary = ({ organisation, day, isToday, search }: Props) => {
  const { t } = useTranslation();
  const isKept = useEdit() !== null;
  const { units, posts, people, empty, away, idle } = summaryOf(organisation, day);
  const more = (count: number) => (count > most ? t('people.sum.more', { count }) : '');
  return (
    <p>
      {!isToday && <b>{t('people.sum.on', { day: dayInWords(day) })}</b>}
      {t('people.sum.counts', { units, posts, people })}
      {empty.length === 0 ? (
        t('people.sum.noneEmpty')
      ) : (
        <>
          {t('people.sum.empty', { count: empty.length })}
          {empty.slice(0, most).map((post, index) => (
            <span key={post.id}>
              {index > 0 && t('listed')}
              <Link to={`/people?unit=${post.unit}${search}#${post.id}`}>
                {organisation.unit.get(post.unit)?.name} {post.name}
              </Link>
            </span>
          ))}
          {more(empty.length)}
          {t('people.sum.stop')}
        </>
      )}
      {away.length === 0 ? (
        t(isToday ? 'people.sum.noneAway' : 'people.sum.noneAwayThen')
      ) : (
        <>
          {t(isToday ? 'people.sum.away' : 'people.sum.awayThen', {
            count: new Set(away.map(({ person }) => person)).size,
          })}
          {away.slice(0, most).map((each, index) => (
            <span key={`${each.person} ${each.post} ${each.by}`}>
              {index > 0 && t('people.sum.next')}
              <PersonName organisation={organisation} id={each.person} />
              {t('people.sum.by')}
              <PersonName organisation={organisation} id={each.by} />
              {each.to !== null && t('people.sum.till', { day: dayShort(each.to) })}
            </span>
          ))}
          {more(away.length)}
          {t('people.sum.stop')}
        </>
      )}
      {isKept && idle.length > 0 && (
        <>
          {t('people.sum.idle', { count: idle.length })}
          {idle.slice(0, most).map((id, index) => (
            <span key={id}>
              {index > 0 && t('listed')}
              <PersonName organisation={organisation} id={id} />
            </span>
          ))}
          {more(idle.length)}
          {t('people.sum.stop')}
        </>
      )}
    </p>
  );
};
