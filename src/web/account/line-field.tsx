import { type ComponentProps, useId } from 'react';

type Props = Omit<ComponentProps<'input'>, 'id' | 'className'> & { label: string; hint?: string; error?: string };

/** One labelled line to type in, with its hint and what is wrong with it. */
export const LineField = ({ label, hint, error = '', ...input }: Props) => {
  const id = useId();
  return (
    <div className="fld">
      <label htmlFor={id}>{label}</label>
      <input
        {...input}
        id={id}
        className="input"
        aria-invalid={error !== '' || undefined}
        aria-describedby={`${id}-hint ${id}-error`}
      />
      {hint && (
        <p className="m3" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error !== '' && (
        <p className="fld-error" id={`${id}-error`}>
          <span>{error}</span>
        </p>
      )}
    </div>
  );
};
