import { useTranslation } from 'react-i18next';
import { Link } from '../parts/link.tsx';
import type { Place } from './place-at.ts';

/** Places one below the other, each with what one finds there. */
export const PlaceList = ({ places }: { places: readonly Place[] }) => {
  const { t } = useTranslation();
  return (
    <ul className="place-list">
      {places.map(({ key, to }) => (
        <li key={key}>
          <Link to={to}>{t(key)}</Link>
          <span>{t(`about.${key}`)}</span>
        </li>
      ))}
    </ul>
  );
};
