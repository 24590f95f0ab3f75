import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountView } from '../../kernel/view/account.ts';
import { call } from '../api/client.ts';
import { useMe } from '../api/queries.ts';
import { FailureNote } from '../parts/failure-note.tsx';
import { Link } from '../parts/link.tsx';
import { inWords, moment } from '../parts/moment.ts';
import { useAddress } from '../parts/navigate.ts';
import { useSay } from '../parts/say.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { DisplaySection } from './display-section.tsx';
import { MailTab } from './mail-tab.tsx';
import { PasswordForm } from './password-form.tsx';
import { SecondFactorSection } from './second-factor.tsx';
import { Sessions } from './sessions.tsx';
import './account.css';

const tabs = ['signIn', 'mail'] as const;

/** One's own account: the password, the second factor, where one is signed in; and how one is written to. */
export const AccountPage = () => {
  const { t } = useTranslation();
  const say = useSay();
  const { data: me } = useMe();
  const { search } = useAddress();
  const [isChanging, setIsChanging] = useState(false);
  const {
    data: account,
    error,
    refetch,
  } = useQuery({
    queryKey: ['account'],
    queryFn: () => call<AccountView>('/account'),
  });
  useEffect(() => {
    document.title = t('account.title');
  }, [t]);
  const again = () => void refetch();
  const tab = tabs.find((each) => each === search.get('tab')) ?? 'signIn';
  if (error && !account) return <FailureNote error={error} what={t('account.failed')} onRetry={again} />;
  if (!account || !me) return <Skeleton />;
  const changed = () => {
    setIsChanging(false);
    say(t('account.password.done'));
    again();
  };
  return (
    <article className="account">
      <h1>{t('account.title')}</h1>
      <p className="m2">
        {[me.person.name, ...me.footings.filter((each) => each.onBehalfOf === null).map((each) => each.post.name)].join(
          ' · ',
        )}
      </p>
      <nav className="account-tabs" aria-label={t('account.tabs')}>
        {tabs.map((each) => (
          <Link
            key={each}
            to={each === 'signIn' ? '/account' : `/account?tab=${each}`}
            aria-current={each === tab ? 'page' : undefined}
          >
            {t(`account.tab.${each}`)}
          </Link>
        ))}
      </nav>
      {tab === 'mail' ? (
        <MailTab />
      ) : (
        <>
          <section>
            <h2>{t('account.password.title')}</h2>
            <p>
              {t('account.password.since', { at: inWords(account.passwordAt) })}
              {account.passwordEnds && t('account.password.ends', { day: moment(account.passwordEnds).date })}
            </p>
            {account.linked && <p className="m2">{t('account.linked')}</p>}
            {isChanging ? (
              <PasswordForm history={account.passwordHistory} onDone={changed} />
            ) : (
              <p className="buttons">
                <button type="button" className="btn" onClick={() => setIsChanging(true)}>
                  {t('account.password.change')}
                </button>
              </p>
            )}
          </section>
          <DisplaySection />
          <SecondFactorSection account={account} onChanged={again} />
          <Sessions sessions={account.sessions} onChanged={again} />
        </>
      )}
    </article>
  );
};
