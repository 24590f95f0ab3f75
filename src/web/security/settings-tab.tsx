import { useQuery } from '@tanstack/react-query';
import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import type { SecuritySettingsView, SignInRuleView } from '../../kernel/view/account.ts';
import { useSending } from '../account/use-sending.ts';
import { call } from '../api/client.ts';
import { useMe } from '../api/queries.ts';
import { FailureLine } from '../parts/failure-line.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { dayInWords } from '../parts/moment.ts';
import { useSay } from '../parts/say.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { RuleForm } from './rule-form.tsx';
import { SignOnForm } from './sign-on-form.tsx';

/** The rule that holds, those that held and will hold, single sign-on, and the trial where there is one. */
export const SettingsTab = ({ isKeeper }: { isKeeper: boolean }) => {
  const { t } = useTranslation();
  const say = useSay();
  const { refetch: lookAgain } = useMe();
  const { failure, isBusy, send } = useSending();
  const { data, error, refetch } = useQuery({
    queryKey: ['security', 'settings'],
    queryFn: () => call<SecuritySettingsView>('/security/settings'),
  });
  if (error && !data) return <FailureNote error={error} what={t('security.failed')} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton />;
  const inRoles = (roles: readonly string[]) => roles.map((role) => t(`role.${role}`)).join(i18next.t('listed'));
  const sentence = (rule: SignInRuleView) =>
    [
      rule.passwordDays === 0 ? t('security.rule.forEver') : t('security.rule.days', { count: rule.passwordDays }),
      rule.passwordHistory === 0
        ? t('security.rule.anyAgain')
        : t('security.rule.history', { count: rule.passwordHistory }),
      rule.secondFactorRoles.length === 0
        ? t('security.rule.noFactor')
        : t('security.rule.factor', { roles: inRoles(rule.secondFactorRoles) }),
    ].join('');
  const saved = (words: string) => {
    say(words);
    void refetch();
  };
  const endTrial = async () => {
    const post = () => call<undefined>('/security/trial-end', { method: 'POST', body: {} }).then(() => undefined);
    if (!(await send(post))) return;
    saved(t('security.trial.done'));
    void lookAgain();
  };
  return (
    <div className="sec-settings">
      <section>
        <h2>{t('security.rule.title')}</h2>
        <p>{t('security.rule.always')}</p>
        <p>
          <b>{t('security.rule.now')}</b>
          {sentence(data.today)}
        </p>
        {data.rules.length > 0 && (
          <ul className="sec-rules">
            {data.rules.map((rule) => (
              <li key={rule.from}>
                <span className="m2 nw">{t('security.rule.from', { day: dayInWords(rule.from ?? '') })}</span>{' '}
                {sentence(rule)}
              </li>
            ))}
          </ul>
        )}
        {isKeeper && <RuleForm rule={data.today} onSaved={() => saved(t('security.rule.saved'))} />}
      </section>
      <section>
        <h2>{t('security.signOn.title')}</h2>
        <p>
          {t(
            data.signOn === null
              ? 'security.signOn.none'
              : data.signOn.enabled
                ? 'security.signOn.on'
                : 'security.signOn.off',
            { issuer: data.signOn?.issuer ?? '' },
          )}
        </p>
        {data.signOn && !data.signOn.hasSecret && (
          <p>
            {t('security.signOn.noSecret')}
            <code className="sec-command">npx xiaoneng sign-on secret</code>
          </p>
        )}
        {isKeeper && (
          <SignOnForm
            key={JSON.stringify(data.signOn)}
            setting={data.signOn}
            onSaved={() => saved(t('security.signOn.saved'))}
          />
        )}
      </section>
      {data.trial && (
        <section>
          <h2>{t('security.trial.title')}</h2>
          <p>{t(data.mayEndTrial ? 'security.trial.may' : 'security.trial.notYet')}</p>
          {isKeeper && data.mayEndTrial && (
            <button type="button" className="btn" disabled={isBusy} onClick={() => void endTrial()}>
              {t('security.trial.end')}
            </button>
          )}
          <FailureLine failure={failure} />
        </section>
      )}
    </div>
  );
};
