import { useTranslation } from 'react-i18next';
import type { MeView } from '../../kernel/view/view.ts';
import { useMe } from '../api/queries.ts';
import { useUnseen } from '../notices/use-notices.ts';
import { Link } from '../parts/link.tsx';
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

const Places = () => <Words places={barOf(useMe().data)} />;
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
        {t('brand')} <span>{me.agency.name}</span>
        {me.agency.demonstration && <span className="demo">{t('demonstration')}</span>}
        {me.agency.trial && <span className="demo">{t('trial')}</span>}
      </Link>
      <nav aria-label={t('nav.main')}>
        <Places />
      </nav>
      <div className="end">
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
