import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ControlProps } from './control.ts';
import { FormBody } from './form-body.tsx';
import { idOf, type Values } from './values.ts';

// Who and where repeats from row to row more often than not; what is to be done never does.
const carried = new Set(['unit', 'person', 'post']);

/** Rows of a table field, each a small form of its own. */
export const TableControl = ({
  form,
  field,
  path,
  prefix,
  id,
  values,
  onChange,
  errors,
  describedBy,
}: ControlProps) => {
  const { t } = useTranslation();
  const rows = (values[field.name] as Values[] | undefined) ?? [];
  const columns = field.columns ?? [];
  const element = useRef<HTMLDivElement>(null);
  const title = t(`form.${form}.${field.name}`);
  const change = (next: Values[]) => onChange({ [field.name]: next });
  const add = () => {
    const last = rows.at(-1) ?? {};
    const copied = columns.filter(({ type }) => carried.has(type)).map(({ name }) => [name, last[name]]);
    change([...rows, Object.fromEntries(copied)]);
    const first = columns[0]?.name ?? '';
    requestAnimationFrame(() => document.getElementById(idOf(prefix, `${path}.${rows.length}.${first}`))?.focus());
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset per table and per row would be read out twice
    <div className="rows" id={id} ref={element} role="group" aria-label={title} aria-describedby={describedBy}>
      {rows.map((row, index) => (
        <fieldset key={index}>
          <legend>{t('form.row', { what: title, nr: index + 1 })}</legend>
          <FormBody
            form={form}
            fields={columns}
            values={row}
            onChange={(changed) => change(rows.map((each, at) => (at === index ? { ...each, ...changed } : each)))}
            errors={errors}
            prefix={prefix}
            path={`${path}.${index}.`}
          />
          <button
            type="button"
            className="btn btn--text"
            onClick={() => change(rows.filter((_, at) => at !== index))}
            aria-label={t('form.removeRow', { what: title, nr: index + 1 })}
          >
            {t('form.remove')}
          </button>
        </fieldset>
      ))}
      <button type="button" className="btn" onClick={add}>
        {t('form.addRow', { what: title })}
      </button>
    </div>
  );
};
