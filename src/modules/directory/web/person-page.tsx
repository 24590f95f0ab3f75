import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonView } from '../../../kernel/view/organisation.ts';
import { statusOf } from '../../../web/api/client.ts';
import { useMe } from '../../../web/api/queries.ts';
import { FailureNote } from '../../../web/parts/failure-note.tsx';
import { Link } from '../../../web/parts/link.tsx';
import { useParam } from '../../../web/parts/navigate.ts';
import { Skeleton } from '../../../web/parts/skeleton.tsx';
import { today } from './chart.ts';
import { EditButton } from './edit/edit-button.tsx';
import { type Editing, EditProvider } from './edit/editing.ts';
import { EditingDialog } from './edit/editing-dialog.tsx';
import { HistoryList } from './history-list.tsx';
import { OpenMatters } from './open-matters.tsx';
import { PersonRelations } from './person-relations.tsx';
import { useChart, useIsKeeper, usePerson } from './queries.ts';
import { dayShort, placeOf } from './words.ts';
import './people.css';

/** Where somebody stands today, in one sentence. */
const Standing = ({ person }: { person: PersonView }) => {
  const { t } = useTranslation();
  const day = today();
  const own = person.footings.filter((each) => each.onBehalfOf === null);
  const others = person.footings.filter((each) => each.onBehalfOf !== null);
  const away = person.substitutes.filter((each) => placeOf(each, day) === 'now');
  const posts = own.map(({ unit, post }) => `${unit.name} ${post.name}`).join(t('listed'));
  return (
    <p>
      {own.length === 0 ? t('people.person.noPost') : t('people.person.posts', { posts })}
      {others.map((each) => (
        <span key={`${each.post.id} ${each.onBehalfOf?.id}`}>
          {t('people.person.standsIn', { name: each.onBehalfOf?.name ?? t('erased'), post: each.post.name })}
        </span>
      ))}
      {away.length === 0
        ? own.length > 0 && t('people.person.here')
        : away.map((each) => (
            <span key={each.id}>
              {t('people.person.away', {
                name: each.person.name ?? t('erased'),
                to: each.to === null ? '' : dayShort(each.to),
              })}
            </span>
          ))}
    </p>
  );
};

/** A person: what they may act on today, every relation they ever had, what they answer for, and what was entered when. */
export const PersonPage = () => {
  const { t } = useTranslation();
  const id = useParam('id');
  const { data: me } = useMe();
  const { data: person, error, refetch } = usePerson(id, null);
  const { chart } = useChart(null);
  const isKeeper = useIsKeeper(null);
  const [editing, setEditing] = useState<Editing | null>(null);
  const name = person ? (person.name ?? t('erased')) : '';
  useEffect(() => {
    document.title = name === '' ? t('people.title') : name;
  }, [t, name]);
  if (statusOf(error) === 404)
    return (
      <div className="page-note">
        <h1>{t('people.person.none')}</h1>
        <Link to="/people">{t('people.toAll')}</Link>
      </div>
    );
  if (error && !person) return <FailureNote error={error} what={t('people.failed')} onRetry={() => void refetch()} />;
  if (!person) return <Skeleton rows={8} />;
  const listed = chart?.view.people.find((each) => each.id === id);
  return (
    <EditProvider value={isKeeper && person.name !== null ? setEditing : null}>
      <div className="people person">
        <p className="ppl-up">
          <Link to="/people">{t('people.title')}</Link>
        </p>
        <header className="head ppl-head">
          <h1>{name}</h1>
          <Standing person={person} />
          <div className="end">
            {listed && <EditButton editing={{ form: 'person', stands: listed }} label={t('people.do.changePerson')} />}
            <EditButton editing={{ form: 'appointment', person: id }} label={t('people.do.appoint')} />
          </div>
        </header>
        <div className="person-body">
          <div>
            {person.number !== null && (
              <dl className="dl ppl-facts">
                <div>
                  <dt>{t('column.person.number')}</dt>
                  <dd>{person.number}</dd>
                </div>
              </dl>
            )}
            <PersonRelations person={person} chart={chart} />
          </div>
          <div>
            <OpenMatters person={id} onHandOver={setEditing} isSelf={me?.person.id === id} />
            <HistoryList kind="person" id={id} />
          </div>
        </div>
        {chart && editing && me && (
          <EditingDialog chart={chart} me={me.person.id} editing={editing} onEdit={setEditing} />
        )}
      </div>
    </EditProvider>
  );
};
