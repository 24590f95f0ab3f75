import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SecuritySettingsView } from '../../kernel/view/account.ts';
import { LineField } from '../account/line-field.tsx';
import { useSending } from '../account/use-sending.ts';
import { base } from '../address.ts';
import { call } from '../api/client.ts';
import { fieldWords } from '../parts/failure-words.ts';
import { FormEnd } from '../parts/form-end.tsx';
import { Tick } from '../parts/tick.tsx';

type Setting = NonNullable<SecuritySettingsView['signOn']>;
const matches = ['none', 'preferred_username', 'email'] as const;

/** Which provider, under which name it knows us, and how people are told to be the same. */
export const SignOnForm = ({ setting, onSaved }: { setting: Setting | null; onSaved: () => void }) => {
  const { t } = useTranslation();
  const id = useId();
  const [issuer, setIssuer] = useState(setting?.issuer ?? '');
  const [clientId, setClientId] = useState(setting?.clientId ?? '');
  const [match, setMatch] = useState<Setting['matches']>(setting?.matches ?? 'none');
  const [isEnabled, setIsEnabled] = useState(setting?.enabled ?? false);
  const { failure, isBusy, send } = useSending();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const body = { issuer, clientId, matches: match, enabled: isEnabled };
    const post = () => call<undefined>('/security/single-sign-on', { method: 'POST', body }).then(() => undefined);
    if (await send(post)) onSaved();
  };
  return (
    <details className="fold">
      <summary>{t('security.signOn.change')}</summary>
      <form className="account-form" onSubmit={submit} noValidate>
        <p className="m2">
          {t('security.signOn.redirect')}
          <code className="sec-command">{`${globalThis.location?.origin ?? ''}${base}/api/sign-on/return`}</code>
        </p>
        <LineField
          label={t('security.signOn.issuer')}
          hint={t('security.signOn.issuerHint')}
          type="url"
          autoComplete="off"
          value={issuer}
          onChange={({ target }) => setIssuer(target.value)}
          error={fieldWords(failure, 'issuer')}
        />
        <LineField
          label={t('security.signOn.clientId')}
          autoComplete="off"
          value={clientId}
          onChange={({ target }) => setClientId(target.value)}
          error={fieldWords(failure, 'clientId')}
        />
        <div className="fld">
          <label htmlFor={`${id}-match`}>{t('security.signOn.matches')}</label>
          <select
            id={`${id}-match`}
            className="input"
            value={match}
            onChange={({ target }) => setMatch(matches.find((each) => each === target.value) ?? 'none')}
          >
            {matches.map((each) => (
              <option key={each} value={each}>
                {t(`security.signOn.matches.${each}`)}
              </option>
            ))}
          </select>
        </div>
        <Tick isOn={isEnabled} onChange={setIsEnabled}>
          {t('security.signOn.enabled')}
        </Tick>
        <FormEnd failure={failure} isBusy={isBusy} words={t('security.save')} />
      </form>
    </details>
  );
};
