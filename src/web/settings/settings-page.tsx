import type { TFunction } from 'i18next';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { SetupView } from '../../kernel/view/setup.ts';
import { publicMost } from '../../kernel/view/setup-steps.ts';
import { href } from '../address.ts';
import { useMe } from '../api/queries.ts';
import { FailureNote } from '../parts/failure-note.tsx';
import { Link } from '../parts/link.tsx';
import { figure } from '../parts/moment.ts';
import { Skeleton } from '../parts/skeleton.tsx';
import { FirstSteps } from './first-steps.tsx';
import { useSetup } from './use-setup.ts';
import './settings.css';

type Kept = {
  key: 'people' | 'calendar' | 'procedures' | 'rules' | 'mail' | 'public';
  to: string;
  roles: readonly string[];
};

/** What is kept, where, and by whom. Who does not keep a thing sees how it stands and goes nowhere. */
const kept: readonly Kept[] = [
  { key: 'people', to: '/people', roles: ['systemAdmin', 'securityAdmin', 'auditor', 'office'] },
  { key: 'calendar', to: '/calendar', roles: ['office'] },
  { key: 'procedures', to: '/procedures', roles: ['systemAdmin', 'securityAdmin', 'auditor', 'office'] },
  { key: 'rules', to: '/security?tab=rules', roles: ['securityAdmin', 'auditor'] },
  { key: 'mail', to: '/security?tab=mail', roles: ['systemAdmin'] },
];

const Row = ({ place, words, isOpen }: { place: Kept; words: string; isOpen: boolean }) => {
  const { t } = useTranslation();
  return (
    <li>
      {isOpen ? <Link to={place.to}>{t(`settings.${place.key}`)}</Link> : <b>{t(`settings.${place.key}`)}</b>}
      <span>{words}</span>
    </li>
  );
};

const stateOf = (setup: SetupView, t: TFunction) => ({
  people: t('settings.people.state', { units: setup.units, posts: setup.posts, people: setup.people }),
  calendar:
    setup.calendar?.announcedTo == null
      ? t('settings.calendar.none')
      : t('settings.calendar.state', { seq: setup.calendar.version, day: setup.calendar.announcedTo }),
  procedures: t(setup.procedures.waiting > 0 ? 'settings.procedures.waiting' : 'settings.procedures.state', {
    count: setup.procedures.published,
    waiting: setup.procedures.waiting,
  }),
  rules: setup.signInRuleFrom ? t('settings.rules.state', { day: setup.signInRuleFrom }) : t('settings.rules.born'),
  mail: t(`settings.mail.${setup.mail}`),
  public:
    setup.public > publicMost
      ? t('settings.public.many', { most: figure(publicMost) })
      : t('settings.public.state', { count: setup.public }),
});

/** What the administrators and the office keep, each with one sentence of how it stands now. */
export const SettingsPage = () => {
  const { t } = useTranslation();
  const { data: me } = useMe();
  const { data: setup, error, refetch } = useSetup(true);
  useEffect(() => {
    document.title = t('settings.title');
  }, [t]);
  const roles = me?.footings.flatMap((footing) => footing.roles) ?? [];
  if (error && !setup) return <FailureNote error={error} what={t('settings.failed')} onRetry={() => void refetch()} />;
  if (!setup) return <Skeleton />;
  const words = stateOf(setup, t);
  return (
    <div className="settings">
      <header className="head">
        <h1>{t('settings.title')}</h1>
        <p>{t('settings.why')}</p>
      </header>
      <FirstSteps />
      <ul className="place-list">
        {kept.map((place) => (
          <Row
            key={place.key}
            place={place}
            words={words[place.key]}
            isOpen={place.roles.some((role) => roles.includes(role))}
          />
        ))}
        <li>
          <a href={href('/open')}>{t('settings.public')}</a>
          <span>{words.public}</span>
        </li>
      </ul>
    </div>
  );
};
