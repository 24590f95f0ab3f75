import { Combobox } from '../parts/combobox.tsx';
import { useNames } from '../parts/names.ts';
import type { ControlProps } from './control.ts';

/** A unit, or a post where no person is chosen with it. */
export const UnitControl = ({ field, id, values, onChange, invalid, describedBy }: ControlProps) => {
  const names = useNames();
  const options =
    field.type === 'post'
      ? (names.directory?.posts ?? []).map((post) => ({
          value: post.id,
          label: post.name,
          detail: names.unit(post.unit) ?? '',
        }))
      : (names.directory?.units ?? []).map((unit) => ({
          value: unit.id,
          label: unit.name,
          detail: unit.parent ? (names.unit(unit.parent) ?? '') : '',
          search: unit.code,
        }));
  return (
    <Combobox
      id={id}
      options={options}
      value={typeof values[field.name] === 'string' ? (values[field.name] as string) : null}
      onChange={(value) => onChange({ [field.name]: value ?? undefined })}
      invalid={invalid}
      describedBy={describedBy}
      required={field.required === true}
    />
  );
};
