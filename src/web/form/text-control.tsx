import type { ControlProps } from './control.ts';

const types: Partial<Record<string, string>> = { date: 'date' };
const modes: Partial<Record<string, 'numeric' | 'decimal'>> = { int: 'numeric', decimal: 'decimal', money: 'decimal' };

export const TextControl = ({ field, id, values, onChange, invalid, describedBy }: ControlProps) => {
  const shared = {
    id,
    className: 'input',
    value: String(values[field.name] ?? ''),
    'aria-invalid': invalid || undefined,
    'aria-describedby': describedBy,
    'aria-required': field.required === true || undefined,
  };
  if (field.type === 'longText')
    return <textarea {...shared} rows={4} onChange={(event) => onChange({ [field.name]: event.target.value })} />;
  return (
    <input
      {...shared}
      type={types[field.type] ?? 'text'}
      inputMode={modes[field.type]}
      autoComplete="off"
      onChange={(event) => onChange({ [field.name]: event.target.value })}
    />
  );
};
