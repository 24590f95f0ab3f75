import { useTranslation } from 'react-i18next';
import type { Procedure } from '../../kernel/procedure/procedure.ts';
import type { MatterView } from '../../kernel/view/view.ts';
import { Value } from '../form/value.tsx';
import { Link } from '../parts/link.tsx';
import { factsOf } from './table.ts';

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
  return (
    <>
      <h2>{t(`procedure.${matter.procedure}`)}</h2>
      <dl className="dl">
        {facts.map(({ form, field, value }) => (
          <div key={field.name}>
            <dt>{t(`form.${form}.${field.name}`)}</dt>
            <dd>
              <Value form={form} field={field} value={value} />
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
