import i18next from 'i18next';
import { type FormEvent, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LineField } from '../account/line-field.tsx';
import { useSending } from '../account/use-sending.ts';
import { call } from '../api/client.ts';
import { Combobox } from '../parts/combobox.tsx';
import { fieldWords } from '../parts/failure-words.ts';
import { FormEnd } from '../parts/form-end.tsx';
import { useNames } from '../parts/names.ts';
import { useSay } from '../parts/say.tsx';

/** A login for somebody of the directory who has none; the one-time password is shown this once. */
export const OpenAccount = ({ onOpened }: { onOpened: () => void }) => {
  const { t } = useTranslation();
  const id = useId();
  const say = useSay();
  const names = useNames();
  const login = useRef<HTMLInputElement>(null);
  const [person, setPerson] = useState<string | null>(null);
  const [password, setPassword] = useState<string | null>(null);
  const { failure, isBusy, send } = useSending();
  const options = (names.directory?.people ?? [])
    .filter(({ name }) => name !== null)
    .map((each) => ({
      value: each.id,
      label: each.name ?? '',
      detail: names
        .postsOf(each.id)
        .map((post) => `${names.unit(post.unit) ?? ''} ${post.name}`)
        .join(i18next.t('listed')),
    }));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const isDone = await send(async () => {
      const body = { person: person ?? '', login: login.current?.value ?? '' };
      setPassword((await call<{ password: string }>('/security/accounts', { method: 'POST', body })).password);
    });
    if (!isDone) return setPassword(null);
    if (login.current) login.current.value = '';
    setPerson(null);
    say(t('security.open.done'));
    onOpened();
  };
  const wrongPerson = fieldWords(failure, 'person');
  return (
    <details className="fold sec-open">
      <summary>{t('security.open.title')}</summary>
      <form className="account-form" onSubmit={submit} noValidate>
        <p className="m2">{t('security.open.why')}</p>
        {password !== null && (
          <p role="status" className="sec-password">
            {t('security.oneTime')} <code>{password}</code>
          </p>
        )}
        <div className="fld">
          <label htmlFor={`${id}-person`}>{t('security.open.person')}</label>
          <Combobox
            id={`${id}-person`}
            options={options}
            value={person}
            onChange={setPerson}
            invalid={wrongPerson !== ''}
            describedBy={`${id}-why`}
          />
          {wrongPerson !== '' && (
            <p className="fld-error" id={`${id}-why`}>
              <span>{wrongPerson}</span>
            </p>
          )}
        </div>
        <LineField
          label={t('security.open.login')}
          hint={t('security.open.loginHint')}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          ref={login}
          error={fieldWords(failure, 'login')}
        />
        <FormEnd failure={failure} isBusy={isBusy} words={t('security.open.do')} />
      </form>
    </details>
  );
};
