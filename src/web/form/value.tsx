import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Field } from '../../kernel/form/form.ts';
import { dayInWords } from '../parts/moment.ts';
import { useNames } from '../parts/names.ts';
import { MatterLink } from './matter-link.tsx';

const isErased = (value: unknown): boolean => typeof value === 'object' && value !== null && 'erased' in value;

type Props = { form: string; field: Field; value: unknown };

/** What stands in a field, as people read it. */
export const Value = ({ form, field, value }: Props) => {
  const { t } = useTranslation();
  const names = useNames();
  if (isErased(value)) return <span className="m3">{t('erasedByLaw')}</span>;
  const one = (each: unknown): string => {
    const id = String(each);
    switch (field.type) {
      case 'person':
      case 'people':
        return names.person(id) ?? t('unknownPerson');
      case 'post':
        return names.post(id) ?? t('unknownPost');
      case 'unit':
      case 'units':
        return names.unit(id) ?? t('unknownUnit');
      default:
        return id;
    }
  };
  if (Array.isArray(value) && field.type === 'table')
    return (
      <ol className="value-rows">
        {value.map((row, index) => (
          <li key={index}>
            {(field.columns ?? [])
              .filter(({ name }) => (row as Record<string, unknown>)[name] !== undefined)
              .map((column) => (
                <span key={column.name}>
                  <Value form={form} field={column} value={(row as Record<string, unknown>)[column.name]} />{' '}
                </span>
              ))}
          </li>
        ))}
      </ol>
    );
  if (Array.isArray(value) && field.type === 'files')
    return <>{value.map((file) => String((file as { name?: unknown }).name ?? '')).join(i18next.t('listed'))}</>;
  if (Array.isArray(value)) return <>{value.map(one).join(i18next.t('listed'))}</>;
  switch (field.type) {
    case 'choice':
      return <>{t(`choice.${form}.${field.name}.${String(value)}`)}</>;
    case 'yesNo':
      return <>{t(value === true ? 'yes' : 'no')}</>;
    case 'date':
      return <span className="nw">{dayInWords(String(value))}</span>;
    case 'matter':
      return <MatterLink id={String(value)} />;
    case 'longText':
      return <span className="pre">{String(value)}</span>;
    default:
      return <>{one(value)}</>;
  }
};
