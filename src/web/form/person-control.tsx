import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import { Combobox } from '../parts/combobox.tsx';
import { useNames } from '../parts/names.ts';
import type { ControlProps } from './control.ts';
import { postFieldOf, type Values } from './values.ts';

/**
 * A person, and with the person the post they answer in: taken by itself when there is one, asked when there are several.
 * People of the chosen unit stand first; choosing a person first fills an empty unit.
 */
export const PersonControl = (props: ControlProps) => {
  const { field, fields, id, values, onChange, invalid, describedBy } = props;
  const { t } = useTranslation();
  const names = useNames();
  const postField = postFieldOf(fields, field);
  const unitField = fields.find((other) => other.type === 'unit');
  const unit = unitField ? String(values[unitField.name] ?? '') : '';
  const chosen = typeof values[field.name] === 'string' ? (values[field.name] as string) : null;

  const inUnit = (person: string) => names.postsOf(person).some((post) => post.unit === unit);
  const people = (names.directory?.people ?? []).filter(({ posts }) => !postField || posts.length > 0);
  const options = [...people]
    .sort((a, b) => Number(inUnit(b.id)) - Number(inUnit(a.id)))
    .map((person) => ({
      value: person.id,
      label: person.name ?? t('erased'),
      detail: names
        .postsOf(person.id)
        .map((post) => `${names.unit(post.unit) ?? ''} ${post.name}`)
        .join(i18next.t('listed')),
    }));

  const pick = (person: string | null) => {
    const next: Values = { [field.name]: person ?? undefined };
    if (postField) {
      const posts = person ? names.postsOf(person) : [];
      const post = posts.find((each) => each.unit === unit) ?? posts[0];
      next[postField.name] = post?.id;
      if (unitField && unit === '' && posts.length === 1 && post) next[unitField.name] = post.unit;
    }
    onChange(next);
  };

  const posts = postField && chosen ? names.postsOf(chosen) : [];
  return (
    <>
      <Combobox
        id={id}
        options={options}
        value={chosen}
        onChange={pick}
        invalid={invalid}
        describedBy={describedBy}
        required={field.required === true}
      />
      {postField && posts.length > 1 && (
        <select
          className="input"
          aria-label={t('form.postOf')}
          value={String(values[postField.name] ?? '')}
          onChange={(event) => onChange({ [postField.name]: event.target.value })}
        >
          {posts.map((post) => (
            <option key={post.id} value={post.id}>
              {names.unit(post.unit)} {post.name}
            </option>
          ))}
        </select>
      )}
    </>
  );
};
