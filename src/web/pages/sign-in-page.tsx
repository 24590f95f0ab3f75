import type { TFunction } from 'i18next';
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MeView } from '../../kernel/view/view.ts';
import { href } from '../address.ts';
import { call, type Failure, failureOf } from '../api/client.ts';
import { nowIs } from '../api/queries.ts';
import { inWords } from '../parts/moment.ts';
import './sign-in.css';

const words = (t: TFunction, failure: Failure): string => {
  if (failure.kind === 'unreachable') return t('failure.unreachable');
  if (failure.status === 423) {
    const until = failure.refusal.facts.until;
    return t('signIn.locked', { until: typeof until === 'string' ? inWords(until) : t('signIn.later') });
  }
  if (failure.status === 429) return t('signIn.tooMany');
  if (failure.status === 401 || failure.status === 422) return t('signIn.wrong');
  return t('failure.bug');
};

export const SignInPage = ({ isEnded }: { isEnded: boolean }) => {
  const { t } = useTranslation();
  const id = useId();
  const name = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  useEffect(() => {
    document.title = t('signIn.title');
    name.current?.focus();
  }, [t]);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (isBusy) return;
    setIsBusy(true);
    setFailure(null);
    try {
      const me = await call<MeView>('/session', {
        method: 'POST',
        body: { login: name.current?.value.trim() ?? '', password: password.current?.value ?? '' },
      });
      nowIs(me);
    } catch (error) {
      const failed = failureOf(error);
      if (!failed) throw error;
      setFailure(failed);
      password.current?.select();
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <main className="sign-in">
      <h1>
        {t('brand')} <span>{t('signIn.title')}</span>
      </h1>
      {isEnded && <p role="status">{t('signIn.ended')}</p>}
      <form onSubmit={send} noValidate>
        <div className="fld">
          <label htmlFor={`${id}-login`}>{t('signIn.login')}</label>
          <input
            id={`${id}-login`}
            ref={name}
            className="input"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            aria-invalid={failure?.kind === 'refused' || undefined}
            aria-describedby={`${id}-why`}
          />
        </div>
        <div className="fld">
          <label htmlFor={`${id}-password`}>{t('signIn.password')}</label>
          <input
            id={`${id}-password`}
            ref={password}
            className="input"
            type="password"
            autoComplete="current-password"
            aria-invalid={failure?.kind === 'refused' || undefined}
            aria-describedby={`${id}-why`}
          />
        </div>
        <p className="fld-error" role="alert" id={`${id}-why`}>
          {failure && words(t, failure)}
        </p>
        <button type="submit" className="btn btn--go">
          {t(isBusy ? 'signIn.busy' : 'signIn.do')}
        </button>
      </form>
      <p className="m2">{t('signIn.hint')}</p>
      <p>
        <a href={href('/open')}>{t('signIn.open')}</a>
      </p>
    </main>
  );
};
