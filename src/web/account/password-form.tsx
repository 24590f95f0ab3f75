import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StepView } from '../../kernel/view/account.ts';
import type { MeView } from '../../kernel/view/view.ts';
import { call } from '../api/client.ts';
import { fieldWords } from '../parts/failure-words.ts';
import { FormEnd } from '../parts/form-end.tsx';
import { LineField } from './line-field.tsx';
import { useSending } from './use-sending.ts';

type Props = {
  /** The password of now where it was typed a moment ago: nobody types it twice. */
  known?: string | undefined;
  /** How many of the last ones may not come back. */
  history?: number;
  onDone: (answer: MeView | StepView | undefined) => void;
};

/** A new password, typed twice; the rules stand beside it before they are broken. */
export const PasswordForm = ({ known, history = 5, onDone }: Props) => {
  const { t } = useTranslation();
  const current = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);
  const again = useRef<HTMLInputElement>(null);
  const [isOdd, setIsOdd] = useState(false);
  const { failure, isBusy, send } = useSending();
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const next = password.current?.value ?? '';
    const differs = next !== again.current?.value;
    setIsOdd(differs);
    if (differs) return again.current?.select();
    await send(async () => {
      const body = { current: known ?? current.current?.value ?? '', password: next };
      const answer = await call<MeView | StepView | undefined>('/account/password', { method: 'POST', body });
      form.reset();
      onDone(answer);
    });
  };
  return (
    <form className="account-form" onSubmit={submit} noValidate>
      {known === undefined && (
        <LineField
          label={t('account.password.current')}
          type="password"
          autoComplete="current-password"
          ref={current}
          error={fieldWords(failure, 'current')}
        />
      )}
      <LineField
        label={t('account.password.new')}
        hint={t('account.password.rule', { count: history })}
        type="password"
        autoComplete="new-password"
        ref={password}
        error={fieldWords(failure, 'password')}
      />
      <LineField
        label={t('account.password.again')}
        type="password"
        autoComplete="new-password"
        ref={again}
        error={isOdd ? t('account.password.differs') : ''}
      />
      <FormEnd failure={failure} isBusy={isBusy} words={t('account.password.do')} />
    </form>
  );
};
