import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonView } from '../../../kernel/view/organisation.ts';
import { Link } from '../../../web/parts/link.tsx';
import { today } from './chart.ts';
import { EditButton } from './edit/edit-button.tsx';
import type { Chart } from './queries.ts';
import { placeOf, spanWords } from './words.ts';

type Span = { id: string; from: string; to: string | null };

/** One kind of relation, what stands and what comes first; what is over stands behind a fold. */
const Relation = <T extends Span>(props: { title: string; list: readonly T[]; row: (each: T) => ReactNode }) => {
  const { t } = useTranslation();
  const day = today();
  const latest = [...props.list].sort((a, b) => (a.from < b.from ? 1 : -1));
  const standing = latest.filter((each) => placeOf(each, day) !== 'past');
  const past = latest.filter((each) => placeOf(each, day) === 'past');
  if (latest.length === 0) return null;
  const rows = (list: readonly T[]) => (
    <ul className="ppl-rows">
      {list.map((each) => (
        <li key={each.id}>
          <span>{props.row(each)}</span>
          <span className="m3">
            {placeOf(each, day) === 'later' && `${t('people.later')} `}
            {spanWords(each)}
          </span>
        </li>
      ))}
    </ul>
  );
  return (
    <section>
      <h2>{props.title}</h2>
      {standing.length === 0 ? <p className="m2">{t('people.person.nothingNow')}</p> : rows(standing)}
      {past.length > 0 && (
        <details className="fold">
          <summary>{t('people.person.past', { count: past.length })}</summary>
          {rows(past)}
        </details>
      )}
    </section>
  );
};

const unitLink = ({ id, name }: { id: string; name: string | null }) => <Link to={`/people?unit=${id}`}>{name}</Link>;

/** Every relation of a person with its days. */
export const PersonRelations = ({ person, chart }: { person: PersonView; chart: Chart | null }) => {
  const { t } = useTranslation();
  const named = ({ id, name }: { id: string; name: string | null }) =>
    name === null ? t('erased') : <Link to={`/people/${id}`}>{name}</Link>;
  const through = person.footings.filter((each) => each.through.length > 0);
  return (
    <>
      <Relation
        title={t('people.person.appointments')}
        list={person.appointments}
        row={(each) => {
          const stands = chart?.view.appointments.find(({ id }) => id === each.id);
          return (
            <>
              {unitLink(each.unit)} {each.post.name} <span className="m3">{t(`word.appointment.${each.kind}`)}</span>
              {each.forPerson && (
                <>
                  {t('people.standsFor')}
                  {named(each.forPerson)}
                </>
              )}
              {stands && (
                <>
                  {each.kind !== 'substitute' && (
                    <EditButton
                      editing={{ form: 'substitute', post: each.post.id, forPerson: person.id }}
                      label={t('people.do.substitute')}
                      about={each.post.name ?? ''}
                    />
                  )}
                  <EditButton
                    editing={{ form: 'ending', what: 'appointment', stands }}
                    label={t(each.kind === 'substitute' ? 'people.do.endSubstitute' : 'people.do.end')}
                    about={each.post.name ?? ''}
                  />
                </>
              )}
            </>
          );
        }}
      />
      {through.length > 0 && (
        <section>
          <h2>{t('people.person.through')}</h2>
          <ul className="ppl-rows">
            {through.map((each) => (
              <li key={`${each.post.id} ${each.onBehalfOf?.id}`}>
                <span>
                  {each.unit.name} {each.post.name}
                </span>
                <span className="m3">
                  {t('people.person.throughWhom', { names: each.through.map(({ name }) => name).join(t('listed')) })}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <Relation
        title={t('people.person.substitutes')}
        list={person.substitutes}
        row={(each) => (
          <>
            {named(each.person)} <span className="m3">{each.post.name}</span>
          </>
        )}
      />
      <Relation title={t('people.person.charges')} list={person.charges} row={(each) => unitLink(each.unit)} />
      <Relation
        title={t('people.person.teams')}
        list={person.teams}
        row={(each) => (
          <>
            <Link to={`/people?tab=${each.kind === 'branch' ? 'branches' : 'forces'}`}>{each.team.name}</Link>{' '}
            <span className="m3">{t(`word.${each.kind}.${each.role}`)}</span>
          </>
        )}
      />
      <Relation title={t('people.person.pairings')} list={person.pairings} row={(each) => unitLink(each.with)} />
    </>
  );
};
