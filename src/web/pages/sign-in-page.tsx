import { Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StepView } from '../../kernel/view/account.ts';
import type { MeView } from '../../kernel/view/view.ts';
import { href } from '../address.ts';
import { call } from '../api/client.ts';
import { nowIs, stepIs, useStep } from '../api/queries.ts';
import { lazyPart } from '../parts/lazy-part.ts';
import { Skeleton } from '../parts/skeleton.tsx';
import { restOfTexts } from '../texts/catalogues.ts';
import { LoginForm } from './sign-in-login.tsx';
import { useOffer } from './use-offer.ts';
import '../account/account.css';
import './sign-in.css';

const SignInStep = lazyPart(async () => {
  const [{ SignInStep: step }] = await Promise.all([import('./sign-in-step.tsx'), restOfTexts()]);
  return step;
});

/** Login and password first; then, where the rules ask for it, a code, another password, a second factor to set up. */
export const SignInPage = ({ isEnded }: { isEnded: boolean }) => {
  const { t } = useTranslation();
  const step = useStep();
  const { data: offer } = useOffer();
  const [password, setPassword] = useState<string>();
  useEffect(() => {
    document.title = t('signIn.title');
  }, [t]);
  const answered = (answer: MeView | StepView, typed?: string) => {
    if (typed !== undefined) setPassword(typed);
    if ('step' in answer) stepIs(answer.step);
    else nowIs(answer);
  };
  const leave = async () => {
    // Whether or not it arrives: a session that stops half-way ends by itself, and opens nothing until then.
    await call('/session', { method: 'DELETE' }).catch(() => undefined);
    setPassword(undefined);
    stepIs(null);
  };
  return (
    <main className={step === 'enrol' ? 'sign-in sign-in--wide' : 'sign-in'}>
      <h1>
        {t('brand')} <span>{t('signIn.title')}</span>
      </h1>
      {offer && (
        <p className="sign-in-house">
          {offer.agency.name}
          {offer.agency.demonstration && <span>{t('signIn.demonstration')}</span>}
        </p>
      )}
      {step === null ? (
        <>
          {isEnded && <p role="status">{t('signIn.ended')}</p>}
          <LoginForm onAnswer={answered} />
          <p>
            <a href={href('/open')}>{t('signIn.open')}</a>
          </p>
        </>
      ) : (
        <Suspense fallback={<Skeleton rows={4} />}>
          <SignInStep key={step} step={step} password={password} onAnswer={answered} onLeave={() => void leave()} />
        </Suspense>
      )}
    </main>
  );
};
