import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../api/queries.ts';
import { Link } from '../parts/link.tsx';
import { useAddress } from '../parts/navigate.ts';
import { AccountsTab } from './accounts-tab.tsx';
import { EventsTab } from './events-tab.tsx';
import { ReadingsTab } from './readings-tab.tsx';
import { SettingsTab } from './settings-tab.tsx';
import './security.css';

const tabs = ['accounts', 'events', 'rules', 'readings'] as const;
type Tab = (typeof tabs)[number];

/** Accounts, what was recorded of them, and the rules of signing in: the security administrator keeps, the auditor reads. */
export const SecurityPage = () => {
  const { t } = useTranslation();
  const { search } = useAddress();
  const { data: me } = useMe();
  useEffect(() => {
    document.title = t('security.title');
  }, [t]);
  const roles = me?.footings.flatMap((each) => each.roles) ?? [];
  const isAuditor = roles.includes('auditor');
  const isKeeper = roles.includes('securityAdmin');
  if (!isAuditor && !isKeeper)
    return (
      <div className="page-note">
        <h1>{t('security.notYours')}</h1>
        <p>{t('security.notYoursWhy')}</p>
        <Link to="/">{t('toDesk')}</Link>
      </div>
    );
  const shown = tabs.filter((each) => each !== 'readings' || isAuditor);
  const asked = search.get('tab');
  const tab: Tab = shown.find((each) => each === asked) ?? 'accounts';
  return (
    <div className="security">
      <header className="head">
        <h1>{t('security.title')}</h1>
        <p>{t(isKeeper ? 'security.keeper' : 'security.auditor')}</p>
      </header>
      <nav className="sec-tabs" aria-label={t('security.tabs')}>
        {shown.map((each) => (
          <Link key={each} to={`/security?tab=${each}`} aria-current={each === tab ? 'page' : undefined}>
            {t(`security.tab.${each}`)}
          </Link>
        ))}
      </nav>
      {tab === 'accounts' && <AccountsTab isKeeper={isKeeper} />}
      {tab === 'events' && <EventsTab />}
      {tab === 'rules' && <SettingsTab isKeeper={isKeeper} />}
      {tab === 'readings' && <ReadingsTab />}
    </div>
  );
};
