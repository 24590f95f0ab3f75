import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type AccountMailView, inForce, type MailRule, noChoice } from '../../kernel/view/mail.ts';
import { call } from '../api/client.ts';
import { HoursFields, RuleInWords } from '../mail/hours-fields.tsx';
import { FormEnd } from '../parts/form-end.tsx';
import { useSay } from '../parts/say.tsx';
import { useSending } from './use-sending.ts';

/** When mail comes and what about: as the agency has it, or as one wants it oneself. */
export const MailChoice = ({ mail, onChanged }: { mail: AccountMailView; onChanged: () => void }) => {
  const { t } = useTranslation();
  const say = useSay();
  const id = useId();
  const [isOwn, setIsOwn] = useState(() => Object.values(mail.choice).some((each) => each !== null));
  const [rule, setRule] = useState<MailRule>(() => inForce(mail.rule, mail.choice));
  const { failure, isBusy, send } = useSending();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const body = isOwn ? rule : noChoice;
    const post = () => call<undefined>('/account/mail/choice', { method: 'POST', body }).then(() => undefined);
    if (!(await send(post))) return;
    say(t('mail.choice.saved'));
    onChanged();
  };
  const whose = (own: boolean) => (
    <label className="tick-line">
      <input type="radio" name={`${id}-whose`} checked={isOwn === own} onChange={() => setIsOwn(own)} />
      {t(own ? 'mail.choice.own' : 'mail.choice.agency')}
    </label>
  );
  return (
    <form className="account-form" onSubmit={submit} noValidate>
      <fieldset className="mail-whose">
        <legend className="vh">{t('mail.choice.whose')}</legend>
        {whose(false)}
        {!isOwn && <RuleInWords rule={mail.rule} />}
        {whose(true)}
      </fieldset>
      {isOwn && <HoursFields rule={rule} onChange={setRule} failure={failure} />}
      <FormEnd failure={failure} isBusy={isBusy} words={t('security.save')} />
    </form>
  );
};
