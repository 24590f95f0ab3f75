import { useTranslation } from 'react-i18next';
import { placeOf } from '../modules.ts';
import { Link } from '../parts/link.tsx';
import { useBrief } from './use-brief.ts';

/** Another matter by its number and title; of one that may not be seen no more than that it is there. */
export const MatterLink = ({ id }: { id: string }) => {
  const { t } = useTranslation();
  const { data: matter, error } = useBrief(id);
  if (error) return <span className="m3">{t('matter.unseen')}</span>;
  if (!matter) return null;
  return (
    <Link to={placeOf(matter)}>
      {matter.number} {matter.title}
    </Link>
  );
};
