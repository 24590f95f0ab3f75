import { useTranslation } from 'react-i18next';
import type { Procedure } from '../../kernel/procedure/procedure.ts';
import type { MatterView } from '../../kernel/view/view.ts';
import { Value } from '../form/value.tsx';
import { Link } from '../parts/link.tsx';
import { correctedIn } from './changes.ts';
import { factsOf, formOfAction, registeringOf } from './table.ts';

type Span = { report: string; start: number; end: number };

const placeIn = (data: Record<string, unknown>): Span | null => {
  const value = Object.values(data).find((each) => typeof each === 'object' && each !== null && 'report' in each);
  return (value as Span | undefined) ?? null;
};

/** What is known of the matter, drawn from the fields of its forms. */
export const Facts = ({ procedure, matter }: { procedure: Procedure; matter: MatterView }) => {
  const { t } = useTranslation();
  const facts = factsOf(procedure, matter.data);
  const place = placeIn(matter.data);
  const corrected = correctedIn(procedure, matter.events);
  const first = registeringOf(procedure);
  const title = first && formOfAction(procedure, first)?.fields.find(({ sets }) => sets === 'title');
  return (
    <>
      <h2>{t(`procedure.${matter.procedure}`)}</h2>
      <dl className="dl">
        {title && typeof corrected.get(title.name) === 'string' && (
          <div>
            <dt>{t('matter.oldTitle')}</dt>
            <dd>
              <del>{String(corrected.get(title.name))}</del>
            </dd>
          </div>
        )}
        {facts.map(({ form, field, value }) => (
          <div key={field.name}>
            <dt>{t(`form.${form}.${field.name}`)}</dt>
            <dd>
              <Value form={form} field={field} value={value} />
              {corrected.has(field.name) && (
                <>
                  {' '}
                  <del title={t('matter.corrected')}>
                    <Value form={form} field={field} value={corrected.get(field.name)} />
                  </del>
                </>
              )}
            </dd>
          </div>
        ))}
        {place && (
          <div>
            <dt>{t('matter.place')}</dt>
            <dd>
              <Link to={`/ledger/reports/${place.report}?at=${place.start}`}>{t('matter.inSource')}</Link>
            </dd>
          </div>
        )}
        {facts.length === 0 && !place && <p className="m3">{t('matter.noFacts')}</p>}
      </dl>
    </>
  );
};
