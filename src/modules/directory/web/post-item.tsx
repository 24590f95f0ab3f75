import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Appointment, Post } from '../domain/organisation.ts';
import { peopleOn } from './chart.ts';
import { EditButton } from './edit/edit-button.tsx';
import { PersonName } from './names.tsx';
import type { Chart } from './queries.ts';
import { spanWords } from './words.ts';

type RowProps = { chart: Chart; post: Post; appointment: Appointment; isLater: boolean };

const Row = ({ chart: { organisation, view }, post, appointment, isLater }: RowProps) => {
  const { t } = useTranslation();
  const { kind, person, forPerson } = appointment;
  const name = organisation.person.get(person)?.name ?? t('erased');
  const stands = view.appointments.find((each) => each.id === appointment.id);
  return (
    <div>
      <dt>{t(isLater ? 'people.later' : `word.appointment.${kind}`)}</dt>
      <dd>
        <PersonName organisation={organisation} id={person} />
        {forPerson !== null && (
          <>
            {t('people.standsFor')}
            <PersonName organisation={organisation} id={forPerson} />
          </>
        )}{' '}
        <span className="m3">
          {isLater && kind !== 'holder' && forPerson === null ? `${t(`word.appointment.${kind}`)} ` : ''}
          {spanWords(appointment)}
        </span>
        {stands && (
          <span className="ppl-does">
            {!isLater && kind !== 'substitute' && (
              <EditButton
                editing={{ form: 'substitute', post: post.id, forPerson: person }}
                label={t('people.do.substitute')}
                about={name}
              />
            )}
            <EditButton
              editing={{ form: 'ending', what: 'appointment', stands }}
              label={t(kind === 'substitute' ? 'people.do.endSubstitute' : 'people.do.end')}
              about={name}
            />
          </span>
        )}
      </dd>
    </div>
  );
};

/** A post with everybody on it and what it is there for. An empty one says so. */
export const PostItem = ({ chart, post }: { chart: Chart; post: Post }) => {
  const { t } = useTranslation();
  const { organisation, day, view } = chart;
  const { now, later } = peopleOn(organisation, post.id, day);
  const isEmpty = now.every(({ kind }) => kind === 'substitute');
  const stands = view.posts.find((each) => each.id === post.id);
  const roles = post.roles.map((role) => t(`word.role.${role}`)).join(t('listed'));
  return (
    <section className="post" id={post.id} aria-label={post.name}>
      <header>
        <h3>{post.name}</h3>
        <span className="m3">
          {roles === '' ? t('people.noRoles') : t('people.roles', { roles, reach: t(`word.reach.${post.reach}`) })}
        </span>
        <span className="ppl-does">
          {stands && (
            <EditButton editing={{ form: 'post', stands }} label={t('people.do.changePost')} about={post.name} />
          )}
          <EditButton
            editing={{ form: 'appointment', post: post.id }}
            label={t('people.do.appointment')}
            about={post.name}
          />
        </span>
      </header>
      <div className="post-body">
        <dl className="dl">
          {isEmpty && (
            <div>
              <dt>{t('word.appointment.holder')}</dt>
              <dd>
                <b>{t('people.empty')}</b>
              </dd>
            </div>
          )}
          {now.map((each) => (
            <Row key={each.id} chart={chart} post={post} appointment={each} isLater={false} />
          ))}
          {later.map((each) => (
            <Row key={each.id} chart={chart} post={post} appointment={each} isLater />
          ))}
        </dl>
        {post.duties.length > 0 && (
          <dl className="dl">
            {(['business', 'party'] as const).map((kind) => {
              const list = post.duties.filter((each) => each.kind === kind);
              return (
                list.length > 0 && (
                  <div key={kind}>
                    <dt>{t(`people.duty.${kind}`)}</dt>
                    <dd>{list.map(({ text }) => text).join(i18next.t('listedApart'))}</dd>
                  </div>
                )
              );
            })}
          </dl>
        )}
      </div>
    </section>
  );
};
