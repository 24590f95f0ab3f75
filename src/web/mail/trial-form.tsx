import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MailTrialView } from '../../kernel/view/mail.ts';
import { LineField } from '../account/line-field.tsx';
import { useSending } from '../account/use-sending.ts';
import { call } from '../api/client.ts';
import { FailureLine } from '../parts/failure-line.tsx';
import { fieldWords } from '../parts/failure-words.ts';

/** One letter, and what the mail server said to it, word for word. */
export const TrialForm = () => {
  const { t } = useTranslation();
  const to = useRef<HTMLInputElement>(null);
  const [trial, setTrial] = useState<MailTrialView | null>(null);
  const { failure, isBusy, send } = useSending();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTrial(null);
    await send(async () =>
      setTrial(await call<MailTrialView>('/mail/test', { method: 'POST', body: { to: to.current?.value ?? '' } })),
    );
  };
  return (
    <form className="account-form" onSubmit={submit} noValidate>
      <LineField
        label={t('mail.trial.to')}
        type="email"
        autoComplete="email"
        ref={to}
        error={fieldWords(failure, 'to')}
      />
      <FailureLine failure={failure} />
      <button type="submit" className="btn" disabled={isBusy}>
        {t(isBusy ? 'mail.trial.busy' : 'mail.trial.do')}
      </button>
      <div aria-live="polite">
        {trial && (
          <>
            <p>{trial.ok ? t('mail.trial.taken') : t(`mail.reason.${trial.reason ?? 'refused'}`)}</p>
            <p className="mail-answer">
              <span className="m2">{t('mail.trial.answer')}</span> {trial.answer}
            </p>
          </>
        )}
      </div>
    </form>
  );
};
