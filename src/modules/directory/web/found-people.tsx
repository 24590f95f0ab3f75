import { useTranslation } from 'react-i18next';
import { Link } from '../../../web/parts/link.tsx';
import type { Organisation } from '../domain/organisation.ts';
import { foundBy } from './chart.ts';

const most = 100;

/** Who answers to what is typed above, with where they are. */
export const FoundPeople = (props: { organisation: Organisation; day: string; sought: string }) => {
  const { t } = useTranslation();
  const found = foundBy(props.organisation, props.sought, props.day);
  return (
    <section aria-label={t('people.found.title')}>
      <p className="ppl-count" role="status">
        {found.length === 0
          ? t('people.found.none', { sought: props.sought })
          : t(found.length > most ? 'people.found.most' : 'people.found.count', { count: found.length, most })}
      </p>
      <ul className="ppl-found">
        {found.slice(0, most).map(({ person, name, where }) => (
          <li key={person}>
            <Link to={`/people/${person}`}>{name}</Link>
            <span className="m2">{where === '' ? t('people.noPost') : where}</span>
          </li>
        ))}
      </ul>
    </section>
  );
};
