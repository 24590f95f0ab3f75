import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from '../../../web/parts/link.tsx';
import { holdsOn } from '../domain/organisation.ts';
import { leaderOf, postsOf } from './chart.ts';
import { EditButton } from './edit/edit-button.tsx';
import { HistoryList } from './history-list.tsx';
import { PersonName, UnitName } from './names.tsx';
import { PostItem } from './post-item.tsx';
import type { Chart } from './queries.ts';
import { spanWords } from './words.ts';

type Props = { chart: Chart; unit: string };

const Leader = ({ chart: { organisation, day, view }, unit }: Props) => {
  const { t } = useTranslation();
  const leader = leaderOf(organisation, unit, day);
  const named = view.charges.find((each) => leader !== null && each.id === leader.charge.id);
  if (!leader)
    return (
      <>
        <span className="m3">{t('people.noLeader')}</span>
        <EditButton editing={{ form: 'charge', unit }} label={t('people.do.charge')} />
      </>
    );
  const above = leader.over !== unit;
  return (
    <>
      <PersonName organisation={organisation} id={leader.person} />{' '}
      <span className="m3">
        {above ? t('people.leaderAbove', { unit: organisation.unit.get(leader.over)?.name }) : spanWords(leader.charge)}
      </span>
      {above && <EditButton editing={{ form: 'charge', unit }} label={t('people.do.charge')} />}
      {!above && named && (
        <EditButton
          editing={{ form: 'ending', what: 'charge', stands: named }}
          label={t('people.do.end')}
          about={t('people.leader')}
        />
      )}
    </>
  );
};

/** Pairings that touch the unit, its branch and the task forces it leads. */
const Relations = ({ chart: { organisation, day, view }, unit }: Props) => {
  const { t } = useTranslation();
  const pairings = view.pairings.filter((each) => holdsOn(each, day) && each.with === unit);
  const pairedBy = view.pairings.filter((each) => holdsOn(each, day) && each.unit === unit);
  const teams = view.teams.filter((each) => holdsOn(each, day) && each.unit === unit);
  return (
    <>
      {pairings.length > 0 && (
        <div>
          <dt>{t('people.pairedWith')}</dt>
          <dd>
            {pairings.map((each, index) => (
              <span key={each.id}>
                {index > 0 && t('listed')}
                {each.person !== null && <PersonName organisation={organisation} id={each.person} />}
                {each.unit !== null && <UnitName organisation={organisation} id={each.unit} />}
              </span>
            ))}
          </dd>
        </div>
      )}
      {pairedBy.length > 0 && (
        <div>
          <dt>{t('people.pairs')}</dt>
          <dd>
            {pairedBy.map((each, index) => (
              <span key={each.id}>
                {index > 0 && t('listed')}
                <UnitName organisation={organisation} id={each.with} />
              </span>
            ))}
          </dd>
        </div>
      )}
      {teams.map((each) => (
        <div key={each.id}>
          <dt>{t(`people.team.${each.kind}`)}</dt>
          <dd>
            <Link to={`/people?tab=${each.kind === 'branch' ? 'branches' : 'forces'}`}>{each.name}</Link>
          </dd>
        </div>
      ))}
    </>
  );
};

/** A unit: who leads it, its posts with everybody on them, and what else it is tied to. */
export const UnitView = ({ chart, unit: id }: Props) => {
  const { t } = useTranslation();
  const [isTold, setIsTold] = useState(false);
  const { organisation, day, view } = chart;
  const unit = view.units.find((each) => each.id === id);
  if (!unit) return <p className="empty">{t('people.unitGone')}</p>;
  const posts = postsOf(organisation, id, day);
  return (
    <section aria-label={unit.name}>
      <header className="ppl-unit-head">
        <h2>{unit.name}</h2>
        <span className="m3">{t('people.code', { code: unit.code })}</span>
        <span className="ppl-does">
          <EditButton editing={{ form: 'unit', stands: unit }} label={t('people.do.changeUnit')} />
          <EditButton editing={{ form: 'unit', parent: id }} label={t('people.do.unit')} />
          <EditButton editing={{ form: 'post', unit: id }} label={t('people.do.post')} />
        </span>
      </header>
      <dl className="dl ppl-facts">
        {unit.parent !== null && (
          <div>
            <dt>{t('people.above')}</dt>
            <dd>
              <UnitName organisation={organisation} id={unit.parent} />
            </dd>
          </div>
        )}
        <div>
          <dt>{t('people.leader')}</dt>
          <dd>
            <Leader chart={chart} unit={id} />
          </dd>
        </div>
        {unit.to !== null && (
          <div>
            <dt>{t('people.closes')}</dt>
            <dd>{unit.to}</dd>
          </div>
        )}
        <Relations chart={chart} unit={id} />
      </dl>
      {posts.length === 0 && <p className="ppl-none">{t('people.noPosts')}</p>}
      {posts.map((post) => (
        <PostItem key={post.id} chart={chart} post={post} />
      ))}
      <details className="fold" key={id} onToggle={(event) => setIsTold(event.currentTarget.open)}>
        <summary>{t('people.history.title')}</summary>
        {isTold && <HistoryList kind="unit" id={id} />}
      </details>
    </section>
  );
};
