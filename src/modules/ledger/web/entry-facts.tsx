import { useTranslation } from 'react-i18next';
import type { Form } from '../../../kernel/form/form.ts';
import { Value } from '../../../web/form/value.tsx';
import type { Values } from '../../../web/form/values.ts';

type Props = { form: Form; values: Values; onPick: (field: string) => void };

const wide = ['description'];
const shown = ['description', 'source', 'category', 'unit', 'assistUnits', 'owner', 'dueOn'];
const needed = ['unit', 'owner'];

/** Neither there nor needed: a phone leaves it to the form. */
const isSpare = (name: string, values: Values): boolean => values[name] === undefined && !needed.includes(name);

/** What the problem would be registered with; what is missing is a link to where it is chosen. */
export const EntryFacts = ({ form, values, onPick }: Props) => {
  const { t } = useTranslation();
  const fields = shown.flatMap((name) => form.fields.filter((field) => field.name === name));
  const post = form.fields.find(({ name }) => name === 'ownerPost');
  return (
    <dl className="entry-facts">
      {fields
        .filter(({ name }) => values[name] !== undefined || !wide.includes(name))
        .map((field) => (
          <div
            key={field.name}
            className={wide.includes(field.name) ? 'w' : isSpare(field.name, values) ? 'spare' : undefined}
          >
            <dt>{t(`form.${form.code}.${field.name}`)}</dt>
            <dd>
              {values[field.name] === undefined ? (
                <button type="button" className="pick" onClick={() => onPick(field.name)}>
                  {t(needed.includes(field.name) ? `reading.pick.${field.name}` : 'reading.pick.any')}
                </button>
              ) : (
                <>
                  <Value form={form.code} field={field} value={values[field.name]} />
                  {field.name === 'owner' && post && values.ownerPost !== undefined && (
                    <span className="m3">
                      {' '}
                      <Value form={form.code} field={post} value={values.ownerPost} />
                    </span>
                  )}
                </>
              )}
            </dd>
          </div>
        ))}
    </dl>
  );
};
