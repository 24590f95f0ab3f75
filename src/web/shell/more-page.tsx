import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../api/queries.ts';
import { Link } from '../parts/link.tsx';
import { account, notices, placesOf } from './places.ts';

/** Every place in the house; on a phone the bar at the bottom has room for four words. */
export const MorePage = () => {
  const { t } = useTranslation();
  const { data: me } = useMe();
  useEffect(() => {
    document.title = t('nav.more');
  }, [t]);
  return (
    <div className="more-page">
      <header className="head">
        <h1>{t('nav.more')}</h1>
      </header>
      <ul>
        {[...placesOf(me), notices, account].map(({ key, to }) => (
          <li key={key}>
            <Link to={to}>{t(key)}</Link>
          </li>
        ))}
      </ul>
    </div>
  );
};
