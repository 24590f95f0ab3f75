import { useTranslation } from 'react-i18next';
import { Link } from '../../../web/parts/link.tsx';
import { useAddress } from '../../../web/parts/navigate.ts';
import type { Organisation } from '../domain/organisation.ts';

/** A person as a link to their page; whoever was erased has neither name nor page to read. */
export const PersonName = ({ organisation, id }: { organisation: Organisation; id: string }) => {
  const { t } = useTranslation();
  const name = organisation.person.get(id)?.name ?? null;
  return name === null ? t('erased') : <Link to={`/people/${id}`}>{name}</Link>;
};

/** A unit as a link to its posts, on the day that is being looked at. */
export const UnitName = ({ organisation, id }: { organisation: Organisation; id: string }) => {
  const { t } = useTranslation();
  const day = useAddress().search.get('day');
  const name = organisation.unit.get(id)?.name;
  if (name === undefined) return t('unknownUnit');
  return <Link to={`/people?unit=${id}${day === null ? '' : `&day=${encodeURIComponent(day)}`}`}>{name}</Link>;
};
