import { useTranslation } from 'react-i18next';
import { holdsOn } from '../domain/organisation.ts';
import { EditButton } from './edit/edit-button.tsx';
import type { TeamOf } from './edit/editing.ts';
import { PersonName, UnitName } from './names.tsx';
import type { Chart } from './queries.ts';
import { spanWords } from './words.ts';

const rank = ['lead', 'deputy', 'committee', 'member'];

const Members = ({ chart: { organisation, day }, team }: { chart: Chart; team: TeamOf }) => {
  const { t } = useTranslation();
  const now = team.members.filter((each) => holdsOn(each, day));
  const held = rank.filter((role) => now.some((each) => each.role === role));
  if (now.length === 0) return <p className="m2">{t('people.noMembers')}</p>;
  return (
    <dl className="dl">
      {held.map((role) => (
        <div key={role}>
          <dt>{t(`word.${team.kind}.${role}`)}</dt>
          <dd>
            {now
              .filter((each) => each.role === role)
              .map((each) => (
                <span key={each.id} className="ppl-member">
                  <PersonName organisation={organisation} id={each.person} />
                  <EditButton
                    editing={{ form: 'member', team, stands: each }}
                    label={t('people.do.change')}
                    about={organisation.person.get(each.person)?.name ?? t('erased')}
                  />
                </span>
              ))}
          </dd>
        </div>
      ))}
    </dl>
  );
};

/** Party branches, or task forces: what for, until when, and who is in them. */
export const TeamsView = ({ chart, kind }: { chart: Chart; kind: TeamOf['kind'] }) => {
  const { t } = useTranslation();
  const { organisation, day, view } = chart;
  const teams = view.teams.filter((each) => each.kind === kind && holdsOn(each, day));
  const over = teams.filter((each) => each.overTerm).length;
  return (
    <section aria-label={t(`people.team.${kind}`)} className="ppl-list">
      <p className="ppl-count">
        {teams.length === 0 ? t(`people.team.none.${kind}`) : t(`people.team.count.${kind}`, { count: teams.length })}
        {over > 0 && t('people.team.over', { count: over })}{' '}
        <EditButton editing={{ form: 'team', kind }} label={t(`people.do.${kind}`)} />
      </p>
      {teams.map((team) => (
        <section className="post" key={team.id} aria-label={team.name}>
          <header>
            <h2>{team.name}</h2>
            <span className="m3">{spanWords(team)}</span>
            <span className="ppl-does">
              <EditButton
                editing={{ form: 'team', kind, stands: team }}
                label={t('people.do.change')}
                about={team.name}
              />
              <EditButton editing={{ form: 'member', team }} label={t('people.do.member')} about={team.name} />
            </span>
          </header>
          <div className="post-body">
            <Members chart={chart} team={team} />
            <dl className="dl">
              {team.unit !== null && (
                <div>
                  <dt>{t(`people.team.unit.${kind}`)}</dt>
                  <dd>
                    <UnitName organisation={organisation} id={team.unit} />
                  </dd>
                </div>
              )}
              {team.task !== null && (
                <div>
                  <dt>{t('people.team.task')}</dt>
                  <dd>{team.task}</dd>
                </div>
              )}
              {team.term !== null && (
                <div>
                  <dt>{t('people.team.term')}</dt>
                  <dd>
                    {team.term}
                    {team.overTerm && <b> {t('people.team.overTerm')}</b>}
                  </dd>
                </div>
              )}
            </dl>
          </div>
        </section>
      ))}
    </section>
  );
};
