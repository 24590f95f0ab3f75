import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../../web/api/queries.ts';
import { FailureNote } from '../../../web/parts/failure-note.tsx';
import { Link } from '../../../web/parts/link.tsx';
import { useMedia } from '../../../web/parts/media.ts';
import { useAddress } from '../../../web/parts/navigate.ts';
import { Skeleton } from '../../../web/parts/skeleton.tsx';
import { today, unitsUnder } from './chart.ts';
import { EditButton } from './edit/edit-button.tsx';
import { type Editing, EditProvider } from './edit/editing.ts';
import { EditingDialog } from './edit/editing-dialog.tsx';
import { FoundPeople } from './found-people.tsx';
import { PairingsView } from './pairings-view.tsx';
import { type Chart, useChart, useIsKeeper } from './queries.ts';
import { Summary } from './summary.tsx';
import { TeamsView } from './teams-view.tsx';
import { UnitTree } from './unit-tree.tsx';
import { UnitView } from './unit-view.tsx';
import './people.css';

const tabs = ['units', 'branches', 'forces', 'pairings'] as const;
type Tab = (typeof tabs)[number];

const isDay = (text: string | null): text is string => text !== null && /^\d{4}-\d\d-\d\d$/.test(text);

type PartProps = { chart: Chart; tab: Tab; unit: string | null; sought: string; search: string };

const Part = ({ chart, tab, unit, sought, search }: PartProps) => {
  const { t } = useTranslation();
  const { change } = useAddress();
  const { organisation, day } = chart;
  const isNarrow = useMedia('(max-width: 900px)');
  const beside = useRef<HTMLElement>(null);
  const before = useRef(unit);
  useEffect(() => {
    // Where there is room for one only, the unit takes the place of the tree: eyes and keys begin at its top.
    if (isNarrow && unit !== null && before.current !== unit) {
      window.scrollTo(0, 0);
      beside.current?.focus({ preventScroll: true });
    }
    before.current = unit;
  }, [isNarrow, unit]);
  if (sought !== '') return <FoundPeople organisation={organisation} day={day} sought={sought} />;
  if (tab === 'branches' || tab === 'forces')
    return <TeamsView chart={chart} kind={tab === 'branches' ? 'branch' : 'taskForce'} />;
  if (tab === 'pairings') return <PairingsView chart={chart} />;
  const shown = unit && organisation.unit.has(unit) ? unit : (unitsUnder(organisation, null, day)[0]?.id ?? null);
  return (
    <div className="ppl-units" data-chosen={unit ? 'yes' : 'no'}>
      <div className="ppl-tree">
        <UnitTree organisation={organisation} day={day} chosen={shown} onChoose={(id) => change({ unit: id })} />
      </div>
      <section className="ppl-unit" aria-label={t('people.chosen')} key={shown} ref={beside} tabIndex={-1}>
        <p className="ppl-back">
          <Link to={`/people${search === '' ? '' : `?${search.slice(1)}`}`}>{t('people.allUnits')}</Link>
        </p>
        {shown ? (
          <UnitView chart={chart} unit={shown} />
        ) : (
          <p className="ppl-none">
            {t('people.noUnits')} <EditButton editing={{ form: 'unit', parent: null }} label={t('people.form.unit')} />
          </p>
        )}
      </section>
    </div>
  );
};

/** The register 名册: who belongs where, who answers for what and who stands in, on any day; kept by the system administrator. */
export const PeoplePage = () => {
  const { t } = useTranslation();
  const id = useId();
  const { search, change } = useAddress();
  const { data: me } = useMe();
  const asked = search.get('day');
  const day = isDay(asked) && asked !== today() ? asked : null;
  const tab = tabs.find((each) => each === search.get('tab')) ?? 'units';
  const sought = search.get('q') ?? '';
  const { chart, error, refetch } = useChart(day);
  const isKeeper = useIsKeeper(day);
  const [editing, setEditing] = useState<Editing | null>(null);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // What is typed stays the reader's while an input method composes; only a way back empties it.
    if (sought === '' && field.current) field.current.value = '';
  }, [sought]);
  useEffect(() => {
    document.title = t('people.title');
  }, [t]);
  const withDay = day === null ? '' : `&day=${day}`;
  const tabAddress = (each: Tab) => {
    const words = `${each === 'units' ? '' : `&tab=${each}`}${withDay}`;
    return `/people${words === '' ? '' : `?${words.slice(1)}`}`;
  };
  return (
    <EditProvider value={isKeeper ? setEditing : null}>
      <div className="people">
        <header className="head ppl-head">
          <h1>{t('people.title')}</h1>
          {chart && (
            <Summary organisation={chart.organisation} day={chart.day} isToday={day === null} search={withDay} />
          )}
          {isKeeper && (
            <div className="end">
              <Link className="btn" to="/people/import">
                {t('people.import.title')}
              </Link>
              <button type="button" className="btn btn--go" onClick={() => setEditing({ form: 'person' })}>
                {t('people.do.person')}
              </button>
            </div>
          )}
        </header>
        <nav className="ppl-tabs" aria-label={t('people.tabs')}>
          {tabs.map((each) => (
            <Link key={each} to={tabAddress(each)} aria-current={each === tab && sought === '' ? 'page' : undefined}>
              {t(`people.tab.${each}`)}
            </Link>
          ))}
        </nav>
        <search className="ppl-tools">
          <span className="fld">
            <label htmlFor={`${id}-find`}>{t('people.find')}</label>
            <input
              id={`${id}-find`}
              className="input"
              type="search"
              autoComplete="off"
              ref={field}
              defaultValue={sought}
              onChange={({ target }) => change({ q: target.value || null })}
            />
          </span>
          <span className="fld">
            <label htmlFor={`${id}-day`}>{t('people.onDay')}</label>
            <input
              id={`${id}-day`}
              className="input"
              type="date"
              min="1900-01-01"
              max="2199-12-31"
              value={day ?? today()}
              onChange={({ target }) => change({ day: isDay(target.value) ? target.value : null })}
            />
          </span>
          {day !== null && (
            <button type="button" className="btn" onClick={() => change({ day: null })}>
              {t('people.backToToday')}
            </button>
          )}
        </search>
        {error && !chart && <FailureNote error={error} what={t('people.failed')} onRetry={() => void refetch()} />}
        {!chart && !error && <Skeleton rows={8} />}
        {chart && <Part chart={chart} tab={tab} unit={search.get('unit')} sought={sought} search={withDay} />}
        {chart && editing && me && (
          <EditingDialog chart={chart} me={me.person.id} editing={editing} onEdit={setEditing} />
        )}
      </div>
    </EditProvider>
  );
};
