import { useMatters } from '../api/queries.ts';
import { Combobox } from '../parts/combobox.tsx';
import type { ControlProps } from './control.ts';

/** Another matter, by number or title. */
export const MatterControl = ({ field, id, values, onChange, invalid, describedBy }: ControlProps) => {
  const found = useMatters(field.procedure ? { procedure: field.procedure } : {});
  const options = (found.data?.pages ?? []).flatMap((page) =>
    page.items.map((matter) => ({ value: matter.id, label: matter.number, detail: matter.title ?? '' })),
  );
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
