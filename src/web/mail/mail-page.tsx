import { useQuery } from '@tanstack/react-query';
import i18next from 'i18next';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { MailSettingsView } from '../../kernel/view/mail.ts';
import { call } from '../api/client.ts';
import { useMe } from '../api/queries.ts';
import { FailureNote } from '../parts/failure-note.tsx';
import { Link } from '../parts/link.tsx';
import { useSay } from '../parts/say.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { AgencyRule } from './agency-rule.tsx';
import { RuleInWords } from './hours-fields.tsx';
import { ServerForm } from './server-form.tsx';
import { TrialForm } from './trial-form.tsx';
import { Troubled } from './troubled.tsx';
import '../account/account.css';
import '../security/security.css';
import './mail.css';

/** How the agency's mail leaves: the server, a letter to try it, what did not go, and the rule for everybody. */
export const MailPage = () => {
  const { t } = useTranslation();
  const say = useSay();
  const { data: me } = useMe();
  const isKeeper = me?.footings.some(({ roles }) => roles.includes('systemAdmin')) ?? false;
  const { data, error, refetch } = useQuery({
    queryKey: ['mail', 'settings'],
    queryFn: () => call<MailSettingsView>('/mail/settings'),
    enabled: isKeeper,
  });
  useEffect(() => {
    document.title = t('nav.mail');
  }, [t]);
  if (me && !isKeeper)
    return (
      <div className="page-note">
        <h1>{t('mail.notYours')}</h1>
        <p>{t('mail.notYoursWhy')}</p>
        <Link to="/account?tab=mail">{t('account.tab.mail')}</Link>
      </div>
    );
  const again = () => void refetch();
  if (error && !data) return <FailureNote error={error} what={t('mail.failed')} onRetry={again} />;
  if (!data) return <Skeleton />;
  const saved = (words: string) => {
    say(words);
    again();
  };
  const { silence, server, installation, rule, witnesses, figures } = data;
  const form = (
    <ServerForm key={JSON.stringify(server)} server={server} onSaved={() => saved(t('mail.server.saved'))} />
  );
  return (
    <div className="security mail-page">
      <header className="head">
        <h1>{t('nav.mail')}</h1>
        <p>{t('mail.keeper')}</p>
      </header>
      <div className="sec-settings">
        <section>
          <h2>{t('mail.server.title')}</h2>
          <p>
            {silence !== null
              ? t(`mail.silence.${silence}`)
              : server
                ? t('mail.server.own', { host: server.host, port: server.port, sender: server.sender })
                : t('mail.server.installation', { sender: installation })}
          </p>
          {server || installation !== null ? (
            <details className="fold">
              <summary>{t(server ? 'mail.server.change' : 'mail.server.setOwn')}</summary>
              {form}
            </details>
          ) : (
            form
          )}
        </section>
        {silence === null && (
          <section>
            <h2>{t('mail.trial.title')}</h2>
            <TrialForm />
          </section>
        )}
        <section>
          <h2>{t('mail.troubled.title')}</h2>
          <p className="mail-figures">
            <span>{t('mail.figures.sent', { count: figures.sent })}</span>
            <span>{t('mail.figures.waiting', { count: figures.waiting })}</span>
            <span>{t('mail.figures.failed', { count: figures.failed })}</span>
          </p>
          <Troubled onSent={again} />
        </section>
        <section>
          <h2>{t('mail.rule.title')}</h2>
          <p className="m2">{t('mail.rule.why')}</p>
          <RuleInWords rule={rule} />
          <p>
            {witnesses.length === 0
              ? t('mail.witness.nobody')
              : t('mail.witness.are', {
                  names: witnesses.map(({ name }) => name ?? t('erased')).join(i18next.t('listed')),
                })}
          </p>
          <AgencyRule
            key={JSON.stringify([rule, witnesses])}
            settings={data}
            onSaved={() => saved(t('mail.rule.saved'))}
          />
        </section>
      </div>
    </div>
  );
};
