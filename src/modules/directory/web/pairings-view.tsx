import { useTranslation } from 'react-i18next';
import { holdsOn } from '../domain/organisation.ts';
import { EditButton } from './edit/edit-button.tsx';
import { PersonName, UnitName } from './names.tsx';
import type { Chart } from './queries.ts';
import { spanWords } from './words.ts';

/** Paired contacts 挂点, by the unit at the grassroots: which leader and which departments look after it. */
export const PairingsView = ({ chart: { organisation, day, view } }: { chart: Chart }) => {
  const { t } = useTranslation();
  const pairings = view.pairings.filter((each) => holdsOn(each, day));
  const units = [...new Set(pairings.map((each) => each.with))];
  return (
    <section aria-label={t('people.tab.pairings')} className="ppl-list">
      <p className="ppl-count">
        {units.length === 0 ? t('people.pairing.none') : t('people.pairing.count', { count: units.length })}{' '}
        <EditButton editing={{ form: 'pairing' }} label={t('people.do.pairing')} />
      </p>
      {units.map((unit) => (
        <section className="post" key={unit} aria-label={organisation.unit.get(unit)?.name ?? t('unknownUnit')}>
          <header>
            <h2>
              <UnitName organisation={organisation} id={unit} />
            </h2>
          </header>
          <dl className="dl">
            {pairings
              .filter((each) => each.with === unit)
              .map((each) => (
                <div key={each.id}>
                  <dt>{t(each.person === null ? 'people.pairing.unit' : 'people.pairing.person')}</dt>
                  <dd>
                    {each.person !== null && <PersonName organisation={organisation} id={each.person} />}
                    {each.unit !== null && <UnitName organisation={organisation} id={each.unit} />}{' '}
                    <span className="m3">{spanWords(each)}</span>
                    <EditButton
                      editing={{ form: 'ending', what: 'pairing', stands: each }}
                      label={t('people.do.end')}
                      about={t('people.tab.pairings')}
                    />
                  </dd>
                </div>
              ))}
          </dl>
        </section>
      ))}
    </section>
  );
};
