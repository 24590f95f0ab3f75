import { useTranslation } from 'react-i18next';
import type { MeView } from '../../kernel/view/view.ts';
import { useMe } from '../api/queries.ts';
import { displayNow } from '../display.ts';
import { Finder } from '../find/finder.tsx';
import { useUnseen } from '../notices/use-notices.ts';
import { Link } from '../parts/link.tsx';
import { useMedia } from '../parts/media.ts';
import { useAddress } from '../parts/navigate.ts';
import { type Place, placeAt } from './place-at.ts';
import { account, barOf, dockOf, notices } from './places.ts';

/** How many notices are unseen, behind the word; as far as counting goes. */
const Unseen = () => {
  const { t } = useTranslation();
  const unseen = useUnseen();
  if (unseen === 0) return null;
  return (
    <b>
      {unseen > 99 ? '99+' : unseen}
      <span className="vh">{t('notices.unseen')}</span>
    </b>
  );
};

const Words = ({ places }: { places: readonly Place[] }) => {
  const { t } = useTranslation();
  const { path } = useAddress();
  const here = placeAt(path, places);
  return (
    <>
      {places.map((place) => (
        <Link key={place.key} to={place.to} aria-current={place === here ? 'page' : undefined}>
          {t(place.key)}
          {place === notices && <Unseen />}
        </Link>
      ))}
    </>
  );
};

/** How many places of one's own the bar has room for beside the search box; English words are longer, large ones wider. */
export const useBarRoom = (): number => {
  const { i18n } = useTranslation();
  const isWide = useMedia('(min-width: 1360px)');
  const isMiddling = useMedia('(min-width: 1120px)');
  const room = isWide ? 6 : isMiddling ? 4 : 3;
  const isLarge = displayNow().size === 'large';
  return Math.max(1, room - Number(i18n.language === 'en') - Number(isLarge));
};

const Places = () => <Words places={barOf(useMe().data, useBarRoom())} />;
export const Dock = () => <Words places={dockOf(useMe().data)} />;

type Props = { me: MeView; onSignOut: () => void };

/** The bar of the desk: whose house this is, where to go, who is here. */
export const Bar = ({ me, onSignOut }: Props) => {
  const { t } = useTranslation();
  const { path } = useAddress();
  const footing = me.footings.find(({ onBehalfOf }) => onBehalfOf === null) ?? me.footings[0];
  return (
    <header className="bar">
      <Link className="mark" to="/">
        <b>{t('brand')}</b> <span>{me.agency.name}</span>
        {me.agency.demonstration && <span className="demo">{t('demonstration')}</span>}
        {me.agency.trial && <span className="demo">{t('trial')}</span>}
      </Link>
      <nav aria-label={t('nav.main')}>
        <Places />
      </nav>
      <div className="end">
        {path !== '/find' && <Finder />}
        <Link className="to-find" to="/find" aria-current={path === '/find' ? 'page' : undefined}>
          {t('find.title')}
        </Link>
        <Link className="told" to={notices.to} aria-current={path === notices.to ? 'page' : undefined}>
          {t(notices.key)}
          <Unseen />
        </Link>
        <Link className="who" to={account.to}>
          {me.person.name} <span className="m3">{footing?.post.name}</span>
        </Link>
        <button type="button" className="btn btn--text" onClick={onSignOut}>
          {t('signOut')}
        </button>
      </div>
    </header>
  );
};
