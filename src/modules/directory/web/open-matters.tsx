import { useTranslation } from 'react-i18next';
import { useMatters } from '../../../web/api/queries.ts';
import { Link } from '../../../web/parts/link.tsx';
import { StateWord } from '../../../web/parts/state-word.tsx';
import { LightWord } from '../../../web/time/light-word.tsx';
import type { Editing } from './edit/editing.ts';
import { useMayHandOver, useOpenMatters } from './queries.ts';

type Props = { person: string; isSelf: boolean; onHandOver: (editing: Editing) => void };

/** What somebody answers for: how many by post for those who may hand them over, and those that the reader may see. */
export const OpenMatters = ({ person, isSelf, onHandOver }: Props) => {
  const { t } = useTranslation();
  const { data: open } = useOpenMatters(person);
  const mayHandOver = useMayHandOver();
  const pages = useMatters({ owner: person, open: 'yes', limit: '20' });
  const matters = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  const all = open?.items.reduce((sum, { count }) => sum + count, 0) ?? 0;
  const tells = isSelf || mayHandOver;
  return (
    <section>
      <h2>{t('people.open.title')}</h2>
      {tells && open && (
        <p className="m2">
          {all === 0 ? t('people.open.none') : t('people.open.count', { count: all })}{' '}
          {isSelf && all > 0 && <Link to="/">{t('people.open.desk')}</Link>}
        </p>
      )}
      {tells && all > 0 && (
        <ul className="ppl-rows">
          {open?.items.map(({ post, unit, count }) => (
            <li key={post.id}>
              <span>
                {unit.name} {post.name} <b>{t('people.open.each', { count })}</b>
              </span>
              {mayHandOver && (
                <button
                  type="button"
                  className="btn"
                  onClick={() => onHandOver({ form: 'handOver', person, post: post.id })}
                >
                  {t('people.do.handOver')}
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      {!tells && pages.data && matters.length === 0 && <p className="m2">{t('people.open.noneSeen')}</p>}
      {matters.length > 0 && (
        <>
          <p className="m2 ppl-seen">{t('people.open.seen')}</p>
          <ul className="ppl-matters">
            {matters.map((each) => (
              <li key={each.id}>
                <Link className="it" to={`/matter/${each.id}`}>
                  <span className="a">
                    {each.light === 'none' ? (
                      <StateWord procedure={each.procedure} state={each.state} open={each.open} own={false} />
                    ) : (
                      <LightWord brief={each} />
                    )}
                    <span className="k">{each.number}</span>
                  </span>
                  <span className="t">{each.title ?? t('erasedByLaw')}</span>
                </Link>
              </li>
            ))}
          </ul>
          {pages.hasNextPage && (
            <button type="button" className="btn" onClick={() => void pages.fetchNextPage()}>
              {t('showMore')}
            </button>
          )}
        </>
      )}
    </section>
  );
};
