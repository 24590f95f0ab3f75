import { useId } from 'react';

type Props = {
  label: string;
  /** What is read where nothing is chosen. */
  all: string;
  options: readonly { id: string; name: string }[];
  value: string | null;
  onChange: (value: string | null) => void;
};

/** One thing of a list, or all of them; it is marked while it narrows what is shown. */
export const FilterSelect = ({ label, all, options, value, onChange }: Props) => {
  const id = useId();
  return (
    <span className={value ? 'f on' : 'f'}>
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value ?? ''} onChange={({ target }) => onChange(target.value || null)}>
        <option value="">{all}</option>
        {options.map((each) => (
          <option key={each.id} value={each.id}>
            {each.name}
          </option>
        ))}
      </select>
    </span>
  );
};
