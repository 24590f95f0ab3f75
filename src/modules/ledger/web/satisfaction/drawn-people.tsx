import { useTranslation } from 'react-i18next';
import type { SatisfactionView } from '../../domain/satisfaction-views.ts';

type Props = { said: SatisfactionView };

/** How they were drawn, so that anybody can draw again. */
export const Draw = ({ said: { sample } }: Props) => {
  const { t } = useTranslation();
  if (!sample) return null;
  const size = sample.places.length;
  return (
    <details className="draw">
      <summary>{t('satisfaction.drawnHow', { listed: sample.listed, size })}</summary>
      <p className="m2">{t('satisfaction.drawnRule', { size })}</p>
      <code>{sample.seed}</code>
      <p className="m2">{sample.places.map((nr) => t('satisfaction.place', { nr })).join(t('listed'))}</p>
    </details>
  );
};

/** Those drawn, for whoever may know them; nobody is told when somebody answered. */
export const DrawnPeople = ({ said: { people } }: Props) => {
  const { t } = useTranslation();
  if (!people) return null;
  return (
    <ul className="asked-people" aria-label={t('satisfaction.drawn')}>
      {people.map(({ place, name, contact, state }) => (
        <li key={place}>
          <span>{name ?? t('erasedByLaw')}</span>
          <span className="m3">{contact}</span>
          <span className="m2">{t(`satisfaction.state.${state}`)}</span>
        </li>
      ))}
    </ul>
  );
};
