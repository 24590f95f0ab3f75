import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type MailServerView, mailSecurities } from '../../kernel/view/mail.ts';
import { LineField } from '../account/line-field.tsx';
import { useSending } from '../account/use-sending.ts';
import { base } from '../address.ts';
import { call } from '../api/client.ts';
import { fieldWords } from '../parts/failure-words.ts';
import { figureOf } from '../parts/figure-of.ts';
import { FormEnd } from '../parts/form-end.tsx';
import { Tick } from '../parts/tick.tsx';

type Security = MailServerView['security'];
/** The ports these are mostly offered on. */
const portOf: Record<Security, string> = { tls: '465', startTls: '587', none: '25' };

/** Which server takes the agency's letters, under which name, and where their links lead. */
export const ServerForm = ({ server, onSaved }: { server: MailServerView | null; onSaved: () => void }) => {
  const { t } = useTranslation();
  const id = useId();
  const here = `${globalThis.location?.origin ?? ''}${base}`;
  const [host, setHost] = useState(server?.host ?? '');
  const [port, setPort] = useState(server ? String(server.port) : portOf.startTls);
  const [security, setSecurity] = useState<Security>(server?.security ?? 'startTls');
  const [login, setLogin] = useState(server?.login ?? '');
  const [password, setPassword] = useState('');
  const [sender, setSender] = useState(server?.sender ?? '');
  const [site, setSite] = useState(server?.site ?? here);
  const [isEnabled, setIsEnabled] = useState(server?.enabled ?? true);
  const { failure, isBusy, send } = useSending();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const body = {
      enabled: isEnabled,
      host,
      port: figureOf(port),
      security,
      login: login.trim() === '' ? null : login,
      ...(password !== '' && { password }),
      sender,
      site,
    };
    const post = () => call<undefined>('/mail/server', { method: 'POST', body }).then(() => undefined);
    if (await send(post)) onSaved();
  };
  const choose = (next: Security) => {
    if (port === portOf[security]) setPort(portOf[next]);
    setSecurity(next);
  };
  const line = (name: string, value: string, set: (value: string) => void, more: object = {}) => (
    <LineField
      label={t(`mail.server.${name}`)}
      autoComplete="off"
      value={value}
      onChange={({ target }) => set(target.value)}
      error={fieldWords(failure, name)}
      {...more}
    />
  );
  return (
    <form className="account-form" onSubmit={submit} noValidate>
      {line('host', host, setHost, { hint: t('mail.server.hostHint') })}
      <div className="mail-pair">
        <div className="fld">
          <label htmlFor={`${id}-security`}>{t('mail.server.security')}</label>
          <select
            id={`${id}-security`}
            className="input"
            value={security}
            onChange={({ target }) => choose(mailSecurities.find((each) => each === target.value) ?? 'startTls')}
          >
            {mailSecurities.map((each) => (
              <option key={each} value={each}>
                {t(`mail.server.security.${each}`)}
              </option>
            ))}
          </select>
          <p className="fld-error">{fieldWords(failure, 'security')}</p>
        </div>
        {line('port', port, setPort, { inputMode: 'numeric' })}
      </div>
      {line('login', login, setLogin, { hint: t('mail.server.loginHint') })}
      {login.trim() !== '' &&
        line('password', password, setPassword, {
          type: 'password',
          autoComplete: 'new-password',
          hint: server?.hasPassword ? t('mail.server.passwordKept') : undefined,
        })}
      {line('sender', sender, setSender, { type: 'email', hint: t('mail.server.senderHint') })}
      {line('site', site, setSite, { type: 'url', hint: t('mail.server.siteHint') })}
      <Tick isOn={isEnabled} onChange={setIsEnabled}>
        {t('mail.server.enabled')}
      </Tick>
      <FormEnd failure={failure} isBusy={isBusy} words={t('security.save')} />
    </form>
  );
};
