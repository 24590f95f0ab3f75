import { useTranslation } from 'react-i18next';
import type { Field } from '../../kernel/form/form.ts';
import { Errors } from './errors.tsx';
import { FieldControl } from './field-control.tsx';
import { Title } from './title.tsx';
import { applies, errorsAt, type FieldErrors, idOf, type Values, withControl } from './values.ts';

type Props = {
  form: string;
  fields: readonly Field[];
  values: Values;
  onChange: (values: Values) => void;
  errors: FieldErrors;
  prefix: string;
  path?: string;
  /** These fields alone, in this order. */
  only?: readonly string[];
};

/** The controls of a form, or of one row of a table, drawn from its fields. */
export const FormBody = ({ form, fields, values, onChange, errors, prefix, path = '', only }: Props) => {
  const { t } = useTranslation();
  return (
    <div className="form-body">
      {(only ? only.flatMap((name) => withControl(fields).filter((field) => field.name === name)) : withControl(fields))
        .filter((field) => applies(field, values) || field.sets !== undefined)
        .map((field) => {
          const at = `${path}${field.name}`;
          const id = idOf(prefix, at);
          const wrong = field.type === 'table' ? errors.filter((each) => each.path === at) : errorsAt(errors, at);
          const title = t(`form.${form}.${field.name}`);
          const control = (
            <FieldControl
              form={form}
              field={field}
              fields={fields}
              path={at}
              prefix={prefix}
              id={id}
              values={values}
              onChange={onChange}
              errors={errors}
              invalid={wrong.length > 0}
              describedBy={wrong.length > 0 ? `${id}-error` : undefined}
            />
          );
          if (field.type === 'yesNo')
            return (
              <div className="fld fld--yesNo" key={field.name}>
                {control}
                <label htmlFor={id}>{title}</label>
                <Errors errors={wrong} id={`${id}-error`} />
              </div>
            );
          const isGroup = field.type === 'table' || field.type === 'files';
          return (
            <div className={`fld fld--${field.type}`} key={field.name}>
              <Title
                title={title}
                isRequired={field.required === true || (typeof field.required === 'object' && applies(field, values))}
                {...(isGroup ? {} : { for: id })}
              />
              {control}
              <Errors errors={wrong} id={`${id}-error`} />
            </div>
          );
        })}
    </div>
  );
};
