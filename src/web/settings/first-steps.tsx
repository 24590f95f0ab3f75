import { useTranslation } from 'react-i18next';
import { isStepDone, type SetupStep, setupSteps } from '../../kernel/view/setup-steps.ts';
import { useMe } from '../api/queries.ts';
import { Link } from '../parts/link.tsx';
import { moment } from '../parts/moment.ts';
import { useSetup } from './use-setup.ts';
import './settings.css';

/** Where each step is done, and by whom; a step of somebody else's is named, not linked. */
const ways: Readonly<Record<SetupStep, { to: string; role: string }>> = {
  units: { to: '/people', role: 'systemAdmin' },
  posts: { to: '/people', role: 'systemAdmin' },
  people: { to: '/people/import', role: 'systemAdmin' },
  accounts: { to: '/security', role: 'securityAdmin' },
  calendar: { to: '/calendar', role: 'office' },
  mail: { to: '/security?tab=mail', role: 'systemAdmin' },
  problem: { to: '/new/problem', role: 'handler' },
};

/** What an agency does before its first matter, computed from what is there; gone once all of it is done. */
export const FirstSteps = () => {
  const { t } = useTranslation();
  const { data: me } = useMe();
  const roles = me?.footings.flatMap((footing) => footing.roles) ?? [];
  // A demonstration sends no mail and is nobody's house to set up.
  const isKeeper = roles.includes('systemAdmin') && me?.agency.demonstration === false;
  const { data: setup } = useSetup(isKeeper);
  if (!setup || !isKeeper) return null;
  const today = moment(new Date().toISOString()).date;
  const steps = setupSteps.map((step) => ({ step, isDone: isStepDone(setup, step, today) }));
  const left = steps.filter(({ isDone }) => !isDone).length;
  if (left === 0) return null;
  return (
    <section className="first-steps" aria-labelledby="first-steps">
      <h2 id="first-steps">{t('setup.title')}</h2>
      <p>{t('setup.left', { count: left })}</p>
      <ol>
        {steps.map(({ step, isDone }) => {
          const { to, role } = ways[step];
          const words = t(`setup.step.${step}`);
          return (
            <li key={step}>
              {isDone ? <s>{words}</s> : roles.includes(role) ? <Link to={to}>{words}</Link> : <span>{words}</span>}
              <span className="m2">
                {isDone
                  ? t('setup.done')
                  : roles.includes(role)
                    ? t(`setup.how.${step}`)
                    : t('setup.by', { who: t(`role.${role}`) })}
              </span>
            </li>
          );
        })}
      </ol>
    </section>
  );
};
