import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MailRule, MailSettingsView } from '../../kernel/view/mail.ts';
import { useSending } from '../account/use-sending.ts';
import { call } from '../api/client.ts';
import { ManyControl } from '../form/many-control.tsx';
import { FormEnd } from '../parts/form-end.tsx';
import { HoursFields } from './hours-fields.tsx';

const field = { name: 'witnesses', type: 'people' } as const;

/** What holds for whoever chose nothing, and to whom the checkpoint goes every day. */
export const AgencyRule = ({ settings, onSaved }: { settings: MailSettingsView; onSaved: () => void }) => {
  const { t } = useTranslation();
  const id = useId();
  const [rule, setRule] = useState<MailRule>(settings.rule);
  const [witnesses, setWitnesses] = useState<readonly string[]>(settings.witnesses.map((person) => person.id));
  const { failure, isBusy, send } = useSending();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const body = { ...rule, witnesses };
    const post = () => call<undefined>('/mail/rule', { method: 'POST', body }).then(() => undefined);
    if (await send(post)) onSaved();
  };
  return (
    <details className="fold">
      <summary>{t('mail.rule.change')}</summary>
      <form className="account-form" onSubmit={submit} noValidate>
        <HoursFields rule={rule} onChange={setRule} failure={failure} />
        <div className="fld">
          <label htmlFor={id}>{t('mail.witness.who')}</label>
          <ManyControl
            form="mail"
            field={field}
            fields={[field]}
            path="witnesses"
            prefix=""
            id={id}
            values={{ witnesses: [...witnesses] }}
            onChange={(values) => setWitnesses((values.witnesses as string[] | undefined) ?? [])}
            errors={[]}
            invalid={false}
            describedBy={`${id}-hint`}
          />
          <p className="m3" id={`${id}-hint`}>
            {t('mail.witness.hint')}
          </p>
        </div>
        <FormEnd failure={failure} isBusy={isBusy} words={t('security.save')} />
      </form>
    </details>
  );
};
