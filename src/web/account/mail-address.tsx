import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountMailView } from '../../kernel/view/mail.ts';
import { call } from '../api/client.ts';
import { FailureLine } from '../parts/failure-line.tsx';
import { fieldWords } from '../parts/failure-words.ts';
import { FormEnd } from '../parts/form-end.tsx';
import { useSay } from '../parts/say.tsx';
import { CodeForm } from './code-form.tsx';
import { LineField } from './line-field.tsx';
import { useSending } from './use-sending.ts';

type Props = { mail: AccountMailView; onChanged: () => void };

/** An address is taken once the code that was sent there is typed in here. */
const AddressForm = ({ onSent, onCancel }: { onSent: () => void; onCancel?: (() => void) | undefined }) => {
  const { t } = useTranslation();
  const address = useRef<HTMLInputElement>(null);
  const { failure, isBusy, send } = useSending();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const body = { address: address.current?.value ?? '' };
    const post = () => call<undefined>('/account/mail/address', { method: 'POST', body }).then(() => undefined);
    if (await send(post)) onSent();
    else address.current?.select();
  };
  return (
    <form className="account-form" onSubmit={submit} noValidate>
      <LineField
        label={t('mail.address.label')}
        hint={t('mail.address.hint')}
        type="email"
        autoComplete="email"
        ref={address}
        error={fieldWords(failure, 'address')}
      />
      <FormEnd failure={failure} isBusy={isBusy} words={t('mail.address.send')} onCancel={onCancel} />
    </form>
  );
};

/** Where one is written to: no address yet, one that waits for its code, or one that holds. */
export const MailAddress = ({ mail, onChanged }: Props) => {
  const { t } = useTranslation();
  const say = useSay();
  const [isChanging, setIsChanging] = useState(false);
  const { failure, isBusy, send } = useSending();
  const sent = () => {
    setIsChanging(false);
    say(t('mail.address.sent'));
    onChanged();
  };
  const confirmed = async (code: string) => {
    await call<undefined>('/account/mail/confirm', { method: 'POST', body: { code } });
    say(t('mail.address.confirmed'));
    onChanged();
  };
  const drop = async (words: string) => {
    const gone = () => call<undefined>('/account/mail/address', { method: 'DELETE' }).then(() => undefined);
    if (!(await send(gone))) return;
    say(words);
    onChanged();
  };
  const { address, pending, silence } = mail;
  if (isChanging) return <AddressForm onSent={sent} onCancel={() => setIsChanging(false)} />;
  if (pending !== null)
    return (
      <>
        <p>{t('mail.address.pending', { address: pending })}</p>
        <CodeForm label={t('mail.address.code')} button={t('mail.address.confirm')} onCode={confirmed} />
        <p className="buttons">
          <button type="button" className="btn" onClick={() => setIsChanging(true)}>
            {t('mail.address.other')}
          </button>
        </p>
      </>
    );
  if (address === null) return silence === null ? <AddressForm onSent={sent} /> : null;
  return (
    <>
      <p>{t('mail.address.is', { address })}</p>
      <p className="buttons">
        {silence === null && (
          <button type="button" className="btn" onClick={() => setIsChanging(true)}>
            {t('mail.address.change')}
          </button>
        )}
        <button type="button" className="btn" disabled={isBusy} onClick={() => void drop(t('mail.address.gone'))}>
          {t('mail.address.drop')}
        </button>
      </p>
      <FailureLine failure={failure} />
    </>
  );
};
