import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Form } from '../../kernel/form/form.ts';
import type { Procedure } from '../../kernel/procedure/procedure.ts';
import { href } from '../address.ts';

type Props = { procedure: Procedure; builtIn: Procedure | null };

/** Each form with its fields as the table has them, and as paper or sheet to take away. */
export const FormsTab = ({ procedure, builtIn }: Props) => {
  const { t } = useTranslation();
  const { code } = procedure;
  const usedBy = (form: Form) =>
    Object.entries(procedure.actions)
      .filter(([, action]) => action.form === form.code)
      .map(([name]) => t(`action.${code}.${name}`))
      .join(i18next.t('listed'));
  const isAdded = (form: Form, field: string) =>
    builtIn !== null &&
    !builtIn.forms.some((each) => each.code === form.code && each.fields.some(({ name }) => name === field));
  const file = (form: Form, kind: string) => href(`/api/procedures/${code}/forms/${form.code}.${kind}`);
  return (
    <div className="pforms">
      {procedure.forms.map((form) => (
        <section key={form.code}>
          <div className="pforms-head">
            <h2>{usedBy(form) || form.code}</h2>
            <p className="row">
              <a href={file(form, 'xlsx')} download>
                {t('procedure.excel')}
              </a>
              <a href={file(form, 'docx')} download>
                {t('procedure.word')}
              </a>
              <a href={`${file(form, 'docx')}?as=template`} download>
                {t('procedure.template')}
              </a>
            </p>
          </div>
          <table className="tbl pfields">
            <thead>
              <tr>
                <th>{t('procedure.field')}</th>
                <th>{t('procedure.kind')}</th>
                <th>{t('procedure.rules')}</th>
              </tr>
            </thead>
            <tbody>
              {form.fields
                .filter(({ type }) => type !== 'span')
                .map((field) => (
                  <tr key={field.name}>
                    <th scope="row">{t(`form.${form.code}.${field.name}`)}</th>
                    <td>{t(`fieldType.${field.type}`)}</td>
                    <td>
                      {[
                        field.required === true && t('form.required'),
                        field.public && t('procedure.public'),
                        (field.personal || field.type === 'longText') && t('procedure.protected'),
                        isAdded(form, field.name) && t('procedure.added'),
                      ]
                        .filter(Boolean)
                        .join(i18next.t('listed'))}
                    </td>
                  </tr>
                ))}
            </tbody>
          </table>
        </section>
      ))}
    </div>
  );
};
