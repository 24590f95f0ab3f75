import { type FormEvent, useRef } from 'react';
import { fieldWords } from '../parts/failure-words.ts';
import { FormEnd } from '../parts/form-end.tsx';
import { LineField } from './line-field.tsx';
import { useSending } from './use-sending.ts';

type Props = {
  label: string;
  hint?: string;
  button: string;
  /** Sends what was typed; a failure is shown here. */
  onCode: (code: string) => Promise<void>;
  onCancel?: () => void;
};

/** Six figures of the device, or a recovery code where one will do. */
export const CodeForm = ({ label, hint, button, onCode, onCancel }: Props) => {
  const code = useRef<HTMLInputElement>(null);
  const { failure, isBusy, send } = useSending();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const isDone = await send(() => onCode(code.current?.value.trim() ?? ''));
    if (!isDone) code.current?.select();
  };
  return (
    <form className="account-form" onSubmit={submit} noValidate>
      <LineField
        label={label}
        {...(hint !== undefined && { hint })}
        autoComplete="one-time-code"
        autoCapitalize="none"
        spellCheck={false}
        ref={code}
        error={fieldWords(failure, 'code')}
      />
      <FormEnd failure={failure} isBusy={isBusy} words={button} onCancel={onCancel} />
    </form>
  );
};
