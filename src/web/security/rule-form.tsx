import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { roles } from '../../kernel/procedure/procedure.ts';
import type { SignInRuleView } from '../../kernel/view/account.ts';
import { LineField } from '../account/line-field.tsx';
import { useSending } from '../account/use-sending.ts';
import { call } from '../api/client.ts';
import { fieldWords } from '../parts/failure-words.ts';
import { figureOf } from '../parts/figure-of.ts';
import { FormEnd } from '../parts/form-end.tsx';
import { moment } from '../parts/moment.ts';
import { Tick } from '../parts/tick.tsx';

/** A new version of the rule from a day on; days that are over keep theirs. */
export const RuleForm = ({ rule, onSaved }: { rule: SignInRuleView; onSaved: () => void }) => {
  const { t } = useTranslation();
  const [from, setFrom] = useState(() => moment(new Date().toISOString()).date);
  const [days, setDays] = useState(String(rule.passwordDays));
  const [history, setHistory] = useState(String(rule.passwordHistory));
  const [asked, setAsked] = useState<readonly string[]>(rule.secondFactorRoles);
  const { failure, isBusy, send } = useSending();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const body = {
      from,
      passwordDays: figureOf(days),
      passwordHistory: figureOf(history),
      secondFactorRoles: roles.filter((role) => asked.includes(role)),
    };
    const post = () => call<undefined>('/security/sign-in-rule', { method: 'POST', body }).then(() => undefined);
    if (await send(post)) onSaved();
  };
  return (
    <details className="fold">
      <summary>{t('security.rule.change')}</summary>
      <form className="account-form" onSubmit={submit} noValidate>
        <LineField
          label={t('security.rule.fromLabel')}
          type="date"
          value={from}
          onChange={({ target }) => setFrom(target.value)}
          error={fieldWords(failure, 'from')}
        />
        <LineField
          label={t('security.rule.daysLabel')}
          hint={t('security.rule.zero')}
          inputMode="numeric"
          value={days}
          onChange={({ target }) => setDays(target.value)}
          error={fieldWords(failure, 'passwordDays')}
        />
        <LineField
          label={t('security.rule.historyLabel')}
          inputMode="numeric"
          value={history}
          onChange={({ target }) => setHistory(target.value)}
          error={fieldWords(failure, 'passwordHistory')}
        />
        <fieldset className="sec-roles">
          <legend>{t('security.rule.rolesLabel')}</legend>
          {roles.map((role) => (
            <Tick
              key={role}
              isOn={asked.includes(role)}
              onChange={(isAsked) =>
                setAsked((now) => (isAsked ? [...now, role] : now.filter((each) => each !== role)))
              }
            >
              {t(`role.${role}`)}
            </Tick>
          ))}
        </fieldset>
        <FormEnd failure={failure} isBusy={isBusy} words={t('security.save')} />
      </form>
    </details>
  );
};
