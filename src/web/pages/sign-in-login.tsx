import type { TFunction } from 'i18next';
import { type FormEvent, useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { StepView } from '../../kernel/view/account.ts';
import type { MeView } from '../../kernel/view/view.ts';
import { useSending } from '../account/use-sending.ts';
import { href } from '../address.ts';
import { call, type Failure } from '../api/client.ts';
import { failureWords } from '../parts/failure-words.ts';
import { useAddress } from '../parts/navigate.ts';
import { firstText } from '../texts/i18n.ts';
import { useOffer } from './use-offer.ts';

const words = (t: TFunction, failure: Failure | null): string => {
  if (failure?.kind !== 'refused') return failureWords(failure);
  const { status, refusal } = failure;
  if (refusal.rule === 'session.wrong' || status === 422) return t('signIn.wrong');
  return failureWords(failure);
};

/** Where the reader wanted to be goes along to the provider, and comes back. */
const startAddress = (path: string, search: URLSearchParams): string => {
  const rest = new URLSearchParams(search);
  rest.delete('signOn');
  const query = rest.toString();
  const to = query === '' ? path : `${path}?${query}`;
  return href(`/api/sign-on/start?to=${encodeURIComponent(to)}`);
};

type Props = { onAnswer: (answer: MeView | StepView, password: string) => void };

/** Login and password, or the way to the organisation's own provider. */
export const LoginForm = ({ onAnswer }: Props) => {
  const { t } = useTranslation();
  const id = useId();
  const name = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);
  const { path, search } = useAddress();
  const { failure, isBusy, send } = useSending();
  const { data: offer } = useOffer();
  useEffect(() => name.current?.focus(), []);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const typed = password.current?.value ?? '';
    const isDone = await send(async () => {
      const body = { login: name.current?.value.trim() ?? '', password: typed };
      onAnswer(await call<MeView | StepView>('/session', { method: 'POST', body }), typed);
    });
    if (!isDone) password.current?.select();
  };
  const came = search.get('signOn');
  const isWrong = failure?.kind === 'refused' || undefined;
  return (
    <>
      {came && (
        <p role="alert" className="sign-on-why">
          {t(firstText(`signOn.why.${came}`, 'signOn.why.provider'))}
        </p>
      )}
      <form onSubmit={submit} noValidate>
        <div className="fld">
          <label htmlFor={`${id}-login`}>{t('signIn.login')}</label>
          <input
            id={`${id}-login`}
            ref={name}
            className="input"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            aria-invalid={isWrong}
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
            aria-invalid={isWrong}
            aria-describedby={`${id}-why`}
          />
        </div>
        <p className="fld-error" role="alert" id={`${id}-why`}>
          {words(t, failure)}
        </p>
        <button type="submit" className="btn btn--go">
          {t(isBusy ? 'signIn.busy' : 'signIn.do')}
        </button>
      </form>
      {offer?.offered && (
        <a className="btn sign-on" href={startAddress(path, search)}>
          {t('signIn.single')}
        </a>
      )}
      <p className="m2">{t('signIn.hint')}</p>
    </>
  );
};
