import { useTranslation } from 'react-i18next';
import { Link } from '../../../../web/parts/link.tsx';
import { useAddress } from '../../../../web/parts/navigate.ts';
import './watching.css';

const places = ['reconciliation', 'themes', 'sweeps', 'cases', 'hazards', 'ownerless'] as const;

/** The pages that watch over the ledger, one word each. */
export const WatchNav = () => {
  const { t } = useTranslation();
  const { path } = useAddress();
  return (
    <nav className="ptabs watch-nav" aria-label={t('watch.pages')}>
      {places.map((place) => (
        <Link
          key={place}
          to={`/ledger/${place}`}
          aria-current={path.startsWith(`/ledger/${place}`) ? 'page' : undefined}
        >
          {t(`watch.${place}`)}
        </Link>
      ))}
    </nav>
  );
};
