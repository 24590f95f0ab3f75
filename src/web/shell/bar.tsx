import { useTranslation } from 'react-i18next';
import type { MeView } from '../../kernel/view/view.ts';
import { useMe } from '../api/queries.ts';
import { modules } from '../modules.ts';
import { Link } from '../parts/link.tsx';
import { useAddress } from '../parts/navigate.ts';
import { type Place, placeAt } from './place-at.ts';

const places: readonly Place[] = [
  { key: 'nav.desk', to: '/', under: ['/'] },
  ...modules.flatMap(({ navigation }) => navigation),
  { key: 'nav.procedures', to: '/procedures', under: ['/procedures'] },
  { key: 'nav.proof', to: '/proof', under: ['/proof'] },
  { key: 'nav.security', to: '/security', under: ['/security'], roles: ['securityAdmin', 'auditor'] },
];

export const Places = () => {
  const { t } = useTranslation();
  const { path } = useAddress();
  const { data: me } = useMe();
  const held = me?.footings.flatMap(({ roles }) => roles) ?? [];
  const mine = places.filter(({ roles }) => roles === undefined || roles.some((role) => held.includes(role)));
  const here = placeAt(path, mine);
  return (
    <>
      {mine.map((place) => (
        <Link key={place.key} to={place.to} aria-current={place === here ? 'page' : undefined}>
          {t(place.key)}
        </Link>
      ))}
    </>
  );
};

type Props = { me: MeView; onSignOut: () => void };

/** The bar of the desk: whose house this is, where to go, who is here. */
export const Bar = ({ me, onSignOut }: Props) => {
  const { t } = useTranslation();
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
        <Link className="who" to="/account">
          {me.person.name} <span className="m3">{footing?.post.name}</span>
        </Link>
        <button type="button" className="btn btn--text" onClick={onSignOut}>
          {t('signOut')}
        </button>
      </div>
    </header>
  );
};
