import { useTranslation } from 'react-i18next';
import type { Procedure } from '../../kernel/procedure/procedure.ts';
import { Value } from '../form/value.tsx';

type Props = { procedure: Procedure; kind: string; data: Record<string, unknown> };

/** What a request asks for, field by field, and why. */
export const AskedData = ({ procedure, kind, data }: Props) => {
  const { t } = useTranslation();
  const form = procedure.forms.find(({ code }) => code === procedure.requests?.[kind]?.form);
  const fields = (form?.fields ?? []).filter(({ name, type }) => data[name] !== undefined && type !== 'post');
  const { reason } = data;
  return (
    <dl className="dl">
      {fields.map((field) => (
        <div key={field.name}>
          <dt>{t(`form.${form?.code}.${field.name}`)}</dt>
          <dd>
            <Value form={form?.code ?? ''} field={field} value={data[field.name]} />
          </dd>
        </div>
      ))}
      {reason !== undefined && (
        <div>
          <dt>{t('form.reason')}</dt>
          <dd className="pre">{typeof reason === 'string' ? reason : t('erasedByLaw')}</dd>
        </div>
      )}
    </dl>
  );
};
