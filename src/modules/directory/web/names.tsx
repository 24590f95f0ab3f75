import { useTranslation } from 'react-i18next';
import { Link } from '../../../web/parts/link.tsx';
import type { Organisation } from '../domain/organisation.ts';

/** A person as a link to their page; whoever was erased has neither name nor page to read. */
export const PersonName = ({ organisation, id }: { organisation: Organisation; id: string }) => {
  const { t } = useTranslation();
  const name = organisation.person.get(id)?.name ?? null;
  return name === null ? t('erased') : <Link to={`/people/${id}`}>{name}</Link>;
};

export const UnitName = ({ organisation, id }: { organisation: Organisation; id: string }) => {
  const { t } = useTranslation();
  const name = organisation.unit.get(id)?.name;
  return name === undefined ? t('unknownUnit') : <Link to={`/people?unit=${id}`}>{name}</Link>;
};
