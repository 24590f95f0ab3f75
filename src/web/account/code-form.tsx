import { type FormEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { LineField } from './line-field.tsx';
import { useSending } from './use-sending.ts';
import { failureWords, fieldWords } from './words.ts';

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
  const { t } = useTranslation();
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
      <p className="fld-error" role="alert">
        {failureWords(failure)}
      </p>
      <p className="account-do">
        <button type="submit" className="btn btn--go">
          {isBusy ? t('account.busy') : button}
        </button>
        {onCancel && (
          <button type="button" className="btn" onClick={onCancel}>
            {t('account.notNow')}
          </button>
        )}
      </p>
    </form>
  );
};
