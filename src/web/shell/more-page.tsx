import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../api/queries.ts';
import { useMedia } from '../parts/media.ts';
import { useBarRoom } from './bar.tsx';
import { PlaceList } from './place-list.tsx';
import { dockRoom, furtherOf } from './places.ts';

/** What has no word of its own in the bar, or on a phone in the dock. */
export const MorePage = () => {
  const { t } = useTranslation();
  const { data: me } = useMe();
  const room = useBarRoom();
  const isPhone = useMedia('(max-width: 900px)');
  useEffect(() => {
    document.title = t('nav.more');
  }, [t]);
  return (
    <div className="more-page">
      <header className="head">
        <h1>{t('nav.more')}</h1>
      </header>
      <PlaceList places={furtherOf(me, isPhone ? dockRoom : room)} />
    </div>
  );
};
